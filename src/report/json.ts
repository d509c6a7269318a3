import { printableJson } from './printable.ts';
import type { Renderer } from './render-options.ts';

/** The contract itself: the report as JSON, two spaces deep. */
export const renderJson: Renderer = (report) => printableJson(`${JSON.stringify(report, null, 2)}\n`);
