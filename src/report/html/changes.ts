import type { Change, FieldChange, Plan } from '../../plan/plan-model.ts';
import { noteText, objectText, pathText, placeText, sideText } from '../plan-text.ts';
import { ACTION_SIGNS } from '../text-style.ts';
import { list, text } from './markup.ts';

const ACTIONS = { create: 'create', update: 'update', replace: 'replace', delete: 'delete' } as const;
/** Changes beyond this many start folded. */
const OPEN_CHANGES = 20;

/** Each change as a fold: what it does, then what differs. */
export function changesSection(plan: Plan): string {
  if (plan.changes.length === 0) return '<section id="changes"><h2>Changes</h2><p>Nothing changes.</p></section>';
  const open = plan.changes.length <= OPEN_CHANGES;
  return [
    '<section id="changes"><h2>Changes</h2>',
    '<p class="search" hidden><label for="search">Search changes</label><input id="search" type="search"> <span id="search-result" role="status"></span></p>',
    ...plan.changes.map((change) => changeFold(change, open)),
    plan.unchanged > 0 ? `<p class="soft">${plan.unchanged} unchanged</p>` : '',
    '</section>',
  ].join('\n');
}

function changeFold(change: Change, open: boolean): string {
  const place = placeText(change.place);
  const effects = change.effects.map((effect) => text(effect.text));
  const head = `<span class="mono" aria-hidden="true">${ACTION_SIGNS[change.action]}</span> <span class="unseen">${ACTIONS[change.action]}</span> <strong>${text(objectText(change.object))}</strong>${place === '' ? '' : ` <small><code>${text(place)}</code></small>`}`;
  return [
    `<details data-search${open ? ' open' : ''}><summary>${head}</summary>`,
    change.summary === undefined ? '' : `<p class="soft">${text(change.summary)}</p>`,
    change.refused === undefined || change.immutable.length > 0 ? '' : `<p class="error">Refused by the API server: ${text(change.refused.message)}</p>`,
    list(effects),
    change.fields.length === 0 ? '' : `<div class="fields">${change.fields.map(fieldRow).join('\n')}</div>`,
    '</details>',
  ].join('\n');
}

function fieldRow(field: FieldChange): string {
  const immutable = field.forcesReplacement === true ? ' <span class="error">immutable</span>' : '';
  const path = `<code>${text(pathText(field.path))}</code>${immutable}`;
  const note = noteText(field);
  if (note !== undefined) return `<p>${path} <span class="soft">${text(note)}</span></p>`;
  if (field.lines !== undefined) {
    const lines = field.lines.map(({ op, text: line }) => (op === '+' ? `<ins>${text(line)}</ins>` : op === '-' ? `<del>${text(line)}</del>` : `  ${op === '…' ? '… ' : ''}${text(line)}\n`));
    return `<p>${path}</p><pre>${lines.join('')}</pre>`;
  }
  const [before, after] = [sideText(field, 'before'), sideText(field, 'after')];
  const left = before === undefined ? '' : `<del class="mono">${text(before)}</del>`;
  const right = after === undefined ? '' : `<ins class="mono">${text(after)}</ins>`;
  return `<p>${path} ${left} ${right}</p>`;
}
