import { describe, expect, it } from 'vitest';
import { secondVersionSpec } from './first-version-autoscaler.ts';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const cpu = (averageUtilization: number): object => ({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } });

describe('secondVersionSpec', () => {
  it.each([
    ['80 % CPU by default', {}, {}, [cpu(80)]],
    ['the CPU target', {}, { targetCPUUtilizationPercentage: 50 }, [cpu(50)]],
    ['the metrics of the annotation, then the CPU target', { [METRICS]: '[{"type":"Pods","pods":{"metricName":"queue","targetAverageValue":"30"}}]' }, { targetCPUUtilizationPercentage: 50 }, [{ type: 'Pods', pods: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } } }, cpu(50)]],
    ['no default beside the annotation', { [METRICS]: '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":70}}]' }, {}, [{ type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } } }]],
    ['containers, objects and external metrics', { [METRICS]: JSON.stringify([
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app', targetAverageUtilization: 60 } },
      { type: 'Object', object: { target: { kind: 'Service', name: 'web' }, metricName: 'hits', targetValue: '2k' } },
      { type: 'External', external: { metricName: 'lag', metricSelector: { matchLabels: { q: 'a' } }, targetAverageValue: '5' } },
    ]) }, {}, [
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 60 } } },
      { type: 'Object', object: { describedObject: { kind: 'Service', name: 'web' }, metric: { name: 'hits' }, target: { type: 'Value', value: '2k' } } },
      { type: 'External', external: { metric: { name: 'lag', selector: { matchLabels: { q: 'a' } } }, target: { type: 'AverageValue', averageValue: '5' } } },
    ]],
    ['the default where the annotation is no JSON', { [METRICS]: 'cpu=50' }, {}, [cpu(80)]],
  ])('means %s', (_name, annotations, spec, metrics) => {
    expect(secondVersionSpec({ metadata: { annotations }, spec }).metrics).toEqual(metrics);
  });

  it('reads the behavior with the names of either case', () => {
    const spec = secondVersionSpec({ metadata: { annotations: { [BEHAVIOR]: '{"ScaleDown":{"SelectPolicy":"Min","Policies":[{"Type":"Pods","Value":1,"PeriodSeconds":60}]}}' } }, spec: { maxReplicas: 3 } });
    expect(spec.behavior).toEqual({ scaleDown: { selectPolicy: 'Min', policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } });
    expect(secondVersionSpec({ metadata: { annotations: { [BEHAVIOR]: '{}' } } }).behavior).toBeUndefined();
  });
});
