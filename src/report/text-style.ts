import pc from 'picocolors';
import type { ChangeAction } from '../plan/plan-model.ts';
import type { Severity } from '../diag/severity.ts';

type Paint = (text: string) => string;

/** Colours by meaning. Without colour every function gives its text back. */
export interface TextStyle {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly heading: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly action: Readonly<Record<ChangeAction, Paint>>;
}

export function textStyle(colour: boolean): TextStyle {
  const colours = pc.createColors(colour);
  return {
    bold: colours.bold,
    dim: colours.dim,
    heading: colours.underline,
    added: colours.green,
    removed: colours.red,
    severity: { error: colours.red, warning: colours.yellow, info: colours.cyan },
    action: { create: colours.green, update: colours.yellow, replace: colours.magenta, delete: colours.red },
  };
}

/** The sign of each action, as terraform's users know them. */
export const ACTION_SIGNS: Readonly<Record<ChangeAction, string>> = { create: '+', update: '~', replace: '±', delete: '-' };

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = { error: '✖', warning: '▲', info: '·' };
