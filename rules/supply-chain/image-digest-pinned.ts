import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { parseImage } from '../../src/lint/image.ts';

export default defineContainerRule({
  id: 'image-digest-pinned',
  category: 'supply-chain',
  severity: 'info',
  summary: 'Images are pinned by digest.',
  why: 'A tag can be pushed again; only a digest says which bytes will run.',
  fix: 'Add the digest after the tag (name:tag@sha256:…), best with a tool that keeps it up to date.',
  sources: ['checkov:CKV_K8S_43'],
  since: '0.1.0',
  presets: ['strict', 'security'],
  messages: {
    tag: 'image "{image}" of {container} is named by a tag that can move: add its digest',
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
      image: web:1.2.3@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
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
      image: web:1.2.3 # want tag
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    if (container.image !== '' && parseImage(container.image).digest === '') report({ path: child(container.path, 'image'), messageId: 'tag', data: { image: container.image } });
  },
});
