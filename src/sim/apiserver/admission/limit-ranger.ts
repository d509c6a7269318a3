import { claimLimitProblems, podLimitProblems, withLimitRangeDefaults } from '../../../api/limit-range.ts';
import type { LimitRange, PersistentVolumeClaim, Pod } from '../../objects.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

/** Fills in and enforces LimitRanges when pods and claims are created (plugin/pkg/admission/limitranger, v1.36). */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  kinds: new Set(['Pod', 'PersistentVolumeClaim']),
  admit: ({ operation, kind, object }, { store, indexes }) => {
    if (operation !== 'create' || store.countOf('LimitRange') === 0) return object;
    const ranges = indexes.byNamespace('LimitRange').list(object.metadata.namespace ?? '') as LimitRange[];
    const items = ranges.flatMap((range) => range.spec?.limits ?? []);
    if (items.length === 0) return object;
    const isPod = kind === 'Pod';
    const filled = isPod ? ({ ...object, spec: withLimitRangeDefaults((object as Pod).spec ?? {}, items) } as Pod) : object;
    const problems = isPod ? podLimitProblems((filled as Pod).spec ?? {}, items) : claimLimitProblems((object as PersistentVolumeClaim).spec ?? {}, items);
    if (problems.length === 0) return filled;
    const shown = problems.length === 1 ? (problems[0]?.message ?? '') : `[${problems.map(({ message }) => message).join(', ')}]`;
    return refused(403, `${isPod ? 'pods' : 'persistentvolumeclaims'} "${object.metadata.name ?? ''}" is forbidden: ${shown}`);
  },
};
