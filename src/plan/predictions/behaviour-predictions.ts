import { BEHAVIOUR_FORMS, BEHAVIOUR_WORDS, readBehaviour } from '../../sim/kubelet/behaviour-words.ts';
import { BEHAVIOUR_PREFIX } from '../../sim/kubelet/behaviour.ts';
import { podSpecOf, podTemplateOf, templatePath } from '../objects/workload.ts';
import { type Prediction, type Predictor, shortName, touches } from './prediction.ts';

/** Annotations of ours that say something else than they look like: words that there are not, values that cannot be read. */
export const behaviourPredictions: Predictor = ({ after, changes }) =>
  after.workloads.filter((workload) => touches(changes, [workload])).flatMap((workload): Prediction[] => {
    const annotations = Object.entries(podTemplateOf(workload.stated)?.metadata?.annotations ?? {});
    const template = templatePath(workload.stated)?.join('.');
    const path = template === undefined ? 'metadata.annotations' : `${template}.metadata.annotations`;
    const names = [...(podSpecOf(workload.stated)?.initContainers ?? []), ...(podSpecOf(workload.stated)?.containers ?? [])].map(({ name }) => name ?? '');
    return annotations.flatMap(([key, value]): Prediction[] => {
      const [word = '', ...rest] = key.slice(BEHAVIOUR_PREFIX.length).split('.');
      if (!key.startsWith(BEHAVIOUR_PREFIX) || word === 'ignore') return [];
      const container = rest.length === 0 ? undefined : rest.join('.');
      const known = BEHAVIOUR_WORDS.find((candidate) => candidate === word);
      const isRead = known !== undefined && readBehaviour((candidate) => (candidate === known ? value : undefined)).unread.length === 0;
      const isNamed = container === undefined || names.includes(container);
      if (isRead && isNamed) return [];
      const why = !isNamed ? `no container is called ${container}` : known === undefined ? `there is no such word; the words are ${BEHAVIOUR_WORDS.join(', ')}` : `it takes ${BEHAVIOUR_FORMS[known]}`;
      return [{ rule: 'plan/unread-annotation', object: workload, path: `${path}[${key}]`, message: `${workload.reference.kind} ${shortName(workload)}: the annotation ${key}: ${JSON.stringify(value)} says nothing, ${why}` }];
    });
  });
