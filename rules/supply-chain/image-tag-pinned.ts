import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { parseImage } from '../../src/lint/image.ts';

export default defineContainerRule({
  id: 'image-tag-pinned',
  category: 'supply-chain',
  severity: 'error',
  summary: 'Images have a tag other than latest, or a digest.',
  why: 'An image without a tag is whatever was pushed last: pods of one workload can run different versions, and a roll-back rolls nothing back.',
  fix: 'Name the version as tag, or pin the digest.',
  sources: ['kube-linter:latest-tag', 'kube-score:container-image-tag', 'polaris:tagNotSpecified', 'trivy:KSV-0013', 'checkov:CKV_K8S_14'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'kube-score', 'polaris'],
  messages: {
    latest: 'image "{image}" of {container} is whatever was pushed last: name a version or a digest',
    untagged: 'image "{image}" of {container} has neither tag nor digest, which means latest: name a version or a digest',
    none: '{container} has no image: name one with a version',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example:5000/web:1.2.3
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example:5000/web # want untagged
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: web:latest # want latest
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    const { image } = container;
    const { tag, digest } = parseImage(image);
    if (digest !== '') return;
    const path = child(container.path, 'image');
    if (image === '') report({ path, messageId: 'none' });
    else if (tag === '') report({ path, messageId: 'untagged', data: { image } });
    else if (tag === 'latest') report({ path, messageId: 'latest', data: { image } });
  },
});
