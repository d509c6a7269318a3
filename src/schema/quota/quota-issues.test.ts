import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { validate } from '../validate.ts';

const meta = (name: string): string => `metadata: {name: ${name}, namespace: shop}`;
const quota = (hard: string, rest = ''): string => `apiVersion: v1\nkind: ResourceQuota\n${meta('team')}\nspec: {hard: {${hard}}${rest}}\n`;
const podSpec = (resources: string, rest = ''): string => `{containers: [{name: c, image: 'registry.example.org/c:1', resources: {${resources}}}]${rest}}`;
const workload = (kind: string, name: string, replicas: number, resources: string, rest = ''): string =>
  `apiVersion: apps/v1\nkind: ${kind}\n${meta(name)}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: a}}\n  template: {metadata: {labels: {app: a}}, spec: ${podSpec(resources)}}\n${rest}`;
const deployment = (name: string, replicas: number, resources: string): string => workload('Deployment', name, replicas, resources);
const job = (resources: string): string => `apiVersion: batch/v1\nkind: Job\n${meta('once')}\nspec: {template: {spec: ${podSpec(resources, ', restartPolicy: Never')}}}\n`;

function found(...documents: string[]): string[] {
  const { findings } = validate(loadText(documents.join('---\n'), 'a.yaml'));
  return findings.filter(({ rule }) => rule === 'validate/quota').map(({ severity, object, path }) => `${severity} ${object?.kind ?? ''} ${object?.name ?? ''} ${path ?? ''}`);
}

describe('quotas of the input', () => {
  it('are for all pods of all workloads together', () => {
    const hard = quota('requests.cpu: "4"');
    expect(found(hard, deployment('a', 2, 'requests: {cpu: "1"}'), deployment('b', 2, 'requests: {cpu: "1"}'))).toEqual([]);
    expect(found(hard, deployment('a', 2, 'requests: {cpu: "1"}'), deployment('b', 3, 'requests: {cpu: "1"}'))).toEqual(['error Deployment b spec.replicas']);
    expect(found(hard, deployment('a', 2, 'requests: {cpu: "5"}'))).toEqual(['error Deployment a spec.template.spec.containers[0].resources.requests[cpu]']);
    expect(found(hard, deployment('a', 0, 'requests: {cpu: "5"}'))).toEqual([]);
  });

  it('demand that pods state what they count, which a LimitRange can do for them', () => {
    const range = `apiVersion: v1\nkind: LimitRange\n${meta('defaults')}\nspec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}\n`;
    expect(found(quota('requests.cpu: "4"'), deployment('a', 1, ''))).toEqual(['error Deployment a spec.template.spec.containers[0].resources.requests']);
    expect(found(quota('requests.cpu: "4"'), range, deployment('a', 1, ''))).toEqual([]);
    expect(found(quota('requests.cpu: 150m'), range, deployment('a', 2, ''))).toEqual(['error Deployment a spec.replicas']);
  });

  it('bound what is submitted first, and then what comes of it', () => {
    const pod = (name: string): string => `apiVersion: v1\nkind: Pod\n${meta(name)}\nspec: ${podSpec('')}\n`;
    expect(found(quota('pods: "2"'), deployment('a', 1, ''), pod('p1'), pod('p2'))).toEqual(['error Deployment a spec.template']);
    expect(found(quota('pods: "1"'), pod('p1'), pod('p2'))).toEqual(['error Pod p2 ']);
    expect(found(quota('count/replicasets.apps: "1"'), deployment('a', 1, ''), deployment('b', 1, ''))).toEqual(['error Deployment b ']);
  });

  it('bound claims, those of StatefulSets too, and Services', () => {
    const claims = '  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 10Gi}}}}]\n';
    expect(found(quota('requests.storage: 20Gi'), workload('StatefulSet', 'db', 3, '', `  serviceName: db\n${claims}`))).toEqual(['error StatefulSet db spec.replicas']);
    expect(found(quota('fast.storageclass.storage.k8s.io/requests.storage: 5Gi'), workload('StatefulSet', 'db', 1, '', `  serviceName: db\n${claims}`))).toEqual(['error StatefulSet db spec.volumeClaimTemplates[0].spec.resources.requests.storage']);
    expect(found(quota('slow.storageclass.storage.k8s.io/requests.storage: 5Gi'), workload('StatefulSet', 'db', 1, '', `  serviceName: db\n${claims}`))).toEqual([]);
    expect(found(quota('services.nodeports: "0"'), `apiVersion: v1\nkind: Service\n${meta('web')}\nspec: {type: NodePort, ports: [{port: 80}]}\n`)).toEqual(['error Service web spec.type']);
  });

  it('bound the claims that pods bring along', () => {
    const volumes = 'volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}}}]';
    const scratch = (text: string): string => text.replace('spec: {containers:', `spec: {${volumes}, containers:`);
    const pod = `apiVersion: v1\nkind: Pod\n${meta('p')}\nspec: ${podSpec('')}\n`;
    expect(found(quota('requests.storage: 6Gi'), scratch(deployment('a', 3, '')))).toEqual([]);
    expect(found(quota('requests.storage: 5Gi'), scratch(deployment('a', 3, '')))).toEqual(['error Deployment a spec.replicas']);
    expect(found(quota('requests.storage: 1Gi'), scratch(pod))).toEqual(['error Pod p spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests.storage']);
    for (const [version, request] of [['v1', '{name: gpu, exactly: {deviceClassName: gpu, count: 2}}'], ['v1beta1', '{name: gpu, deviceClassName: gpu, count: 2}']] as const) {
      const template = `apiVersion: resource.k8s.io/${version}\nkind: ResourceClaimTemplate\n${meta('gpu')}\nspec: {spec: {devices: {requests: [${request}]}}}\n`;
      const devices = (text: string): string => text.replace('spec: {containers:', 'spec: {resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}], containers:');
      expect(found(quota('gpu.deviceclass.resource.k8s.io/devices: "4"'), template, devices(deployment('a', 2, '')))).toEqual([]);
      expect(found(quota('gpu.deviceclass.resource.k8s.io/devices: "4"'), template, devices(deployment('a', 3, '')))).toEqual(['error Deployment a spec.replicas']);
      expect(found(quota('gpu.deviceclass.resource.k8s.io/devices: "1"'), template, devices(pod))).toEqual(['error Pod p spec.resourceClaims[0].resourceClaimTemplateName']);
    }
  });

  it('only warn about Jobs that would fit alone', () => {
    expect(found(quota('requests.cpu: "1"'), deployment('a', 1, 'requests: {cpu: "1"}'), job('requests: {cpu: "1"}'))).toEqual(['warning Job once spec.template.spec.containers[0].resources.requests[cpu]']);
    expect(found(quota('requests.cpu: "1"'), job('requests: {cpu: "2"}'))).toEqual(['error Job once spec.template.spec.containers[0].resources.requests[cpu]']);
  });

  it('count only what is in their scope and their namespace, each object once', () => {
    expect(found(quota('pods: "0"', ', scopes: [BestEffort]'), deployment('a', 1, 'requests: {cpu: "1"}'))).toEqual([]);
    expect(found(quota('pods: "0"').replace('namespace: shop', 'namespace: other'), deployment('a', 1, ''))).toEqual([]);
    expect(found(quota('pods: "0"').replace(', namespace: shop', ''), deployment('a', 1, '').replace(', namespace: shop', ''))).toEqual([]);
    expect(found(quota('pods: "1"'), deployment('a', 1, ''), deployment('a', 1, ''))).toEqual([]);
    const owned = `apiVersion: v1\nkind: Pod\nmetadata: {name: a-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: x, controller: true}]}\nspec: ${podSpec('')}\n`;
    expect(found(quota('pods: "1"'), deployment('a', 1, ''), owned)).toEqual([]);
  });

  it('hold for the fewest pods that an autoscaler keeps', () => {
    const scaler = `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n${meta('a')}\nspec: {minReplicas: 2, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}\n`;
    expect(found(quota('pods: "2"'), deployment('a', 5, ''), scaler)).toEqual([]);
    expect(found(quota('pods: "1"'), deployment('a', 1, ''), scaler)).toEqual(['error Deployment a spec.replicas']);
  });
});
