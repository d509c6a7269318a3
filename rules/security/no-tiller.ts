import { parseImage } from '../../src/lint/image.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-tiller',
  category: 'security',
  severity: 'info',
  summary: "Helm 2's Tiller is gone.",
  why: 'Tiller runs with the rights of cluster-admin and has had no security fixes since 2020.',
  fix: 'Move to Helm 3 and delete Tiller.',
  sources: ['trivy:KSV-0102', 'checkov:CKV_K8S_34', 'checkov:CKV_K8S_44', 'checkov:CKV_K8S_45'],
  since: '0.1.0',
  presets: [],
  messages: {
    tiller: '{kind} "{name}" belongs to Helm 2\'s Tiller, which is out of support: delete it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: tiller-deploy # want tiller
  namespace: kube-system
spec:
  selector:
    app: helm
    name: tiller
`,
      },
    ],
  },
  target: ['pod', 'Service'],
  check: ({ object, report }) => {
    const images = object.pod?.containers.map((container) => parseImage(container.image).repository.split('/').at(-1)) ?? [];
    const labelled = object.labels['app'] === 'helm' && object.labels['name'] === 'tiller';
    if (images.includes('tiller') || labelled || /^tiller(?:-|$)/.test(object.name)) report({ path: 'metadata.name', messageId: 'tiller', data: { kind: object.kind, name: object.name } });
  },
});
