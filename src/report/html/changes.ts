import type { Change, FieldChange, Plan } from '../../plan/plan-model.ts';
import { noteText, objectText, pathText, placeText, sideText } from '../plan-text.ts';
import { breakable, text } from './markup.ts';

/** With more changes than this the values start folded; what a change does is always to be seen. */
const OPEN_CHANGES = 25;

/** Each change as a card: what happens to the object, what that does, and a fold with the fields that differ. */
export function changesSection(plan: Plan): string {
  if (plan.changes.length === 0) return '<section id="changes"><h2>Changes</h2><p>Nothing changes.</p></section>';
  const open = plan.changes.length <= OPEN_CHANGES;
  return [
    '<section id="changes"><h2>Changes</h2>',
    '<div class="search" hidden><label for="search">Search changes</label> <input id="search" type="search" placeholder="name, kind, field, value"> <button type="button" id="unfold">Unfold all</button> <button type="button" id="fold">Fold all</button> <span id="search-result" role="status"></span></div>',
    '<ul class="changes">',
    ...plan.changes.map((change) => changeCard(change, open)),
    '</ul>',
    plan.unchanged > 0 ? `<p class="soft">${plan.unchanged} unchanged</p>` : '',
    '</section>',
  ].join('\n');
}

function changeCard(change: Change, open: boolean): string {
  const place = placeText(change.place);
  const refused = change.refused !== undefined && change.immutable.length === 0 ? [`<p class="error">✖ Refused by the API server: ${text(change.refused.message)}</p>`] : [];
  const stops = change.refused !== undefined || change.immutable.length > 0;
  return [
    `<li class="card" data-search><h3><span class="pill ${change.action}">${change.action}</span>${stops ? ' <span class="pill error">refused</span>' : ''} ${text(objectText(change.object))}${place === '' ? '' : ` <small><code>${text(place)}</code></small>`}</h3>`,
    ...refused,
    ...change.effects.map((effect) => `<p>${text(effect.text)}</p>`),
    change.summary === undefined ? '' : `<p class="soft">${text(change.summary)}</p>`,
    change.fields.length === 0 ? '' : fieldsFold(change, open),
    '</li>',
  ].join('\n');
}

function fieldsFold(change: Change, open: boolean): string {
  const name = text(objectText(change.object));
  const heading = change.fields.length === 1 ? '1 field changes' : `${change.fields.length} fields change`;
  return [
    `<details${open ? ' open' : ''}><summary>${heading}<span class="unseen"> in ${name}</span></summary>`,
    `<table class="fields"><caption class="unseen">Fields of ${name} that change</caption><thead class="unseen"><tr><th scope="col">field</th><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>`,
    ...change.fields.map(fieldRow),
    '</tbody></table></details>',
  ].join('\n');
}

function fieldRow(field: FieldChange): string {
  const immutable = field.forcesReplacement === true ? ' <span class="pill error">cannot change in place</span>' : '';
  const head = `<tr><th scope="row"><code>${breakable(pathText(field.path))}</code>${immutable}</th>`;
  const note = noteText(field);
  if (note !== undefined) return `${head}<td colspan="2" class="soft">${text(note)}</td></tr>`;
  if (field.lines !== undefined) {
    const lines = field.lines.map(({ op, text: line }) => (op === '+' ? `<ins>${text(line)}</ins>` : op === '-' ? `<del>${text(line)}</del>` : `<span>${op === '…' ? '… ' : '  '}${text(line)}</span>`));
    return `${head}<td colspan="2"><pre>${lines.join('')}</pre></td></tr>`;
  }
  return `${head}<td>${side('del', sideText(field, 'before'))}</td><td>${side('ins', sideText(field, 'after'))}</td></tr>`;
}

function side(tag: 'del' | 'ins', value: string | undefined): string {
  return value === undefined ? `<span class="soft">${tag === 'del' ? 'not set' : 'removed'}</span>` : `<${tag} class="mono">${text(value)}</${tag}>`;
}
