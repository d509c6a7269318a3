import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { mountsOf, volumesOf } from '../../src/lint/model/volumes.ts';

export default definePodRule({
  id: 'no-runtime-socket-mount',
  category: 'security',
  severity: 'error',
  summary: 'Pods do not mount the socket of the container runtime.',
  why: 'Whoever can write to the socket of Docker, containerd or CRI-O can start privileged containers on the node: it is root without a password.',
  fix: "Build images with a tool that needs no daemon (BuildKit rootless, kaniko, buildah), and read container data from the kubelet's API.",
  sources: ['kube-linter:docker-sock', 'kubesec:DockerSock', 'trivy:KSV-0006', 'checkov:CKV_K8S_27'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter'],
  messages: {
    socket: 'volume "{volume}" mounts {hostPath} of the node, which {how} the socket of a container runtime: remove it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: cache
      emptyDir: {}
  containers:
    - name: web
      image: registry.example/web:1.2.3
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
    - name: build
      image: registry.example/build:1.2.3
      volumeMounts:
        - name: docker
          mountPath: /var/run/docker.sock
  volumes:
    - name: docker
      hostPath:
        path: /var/run/docker.sock # want socket
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: build
      image: registry.example/build:1.2.3
      volumeMounts:
        - name: run
          mountPath: /host/run
  volumes:
    - name: run
      hostPath:
        path: /run/containerd # want socket
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const mounted = new Set(pod.containers.flatMap((container) => mountsOf(container).map((mount) => mount.volume)));
    for (const { name, hostPath, path } of volumesOf(pod)) {
      if (hostPath === undefined || !mounted.has(name)) continue;
      const real = hostPath.replace(/^\/var\/run(?=\/|$)/, '/run');
      const how = SOCKET.test(hostPath) ? 'is' : FOLDERS.has(real) ? 'holds' : undefined;
      if (how !== undefined) report({ path: child(path, 'hostPath.path'), messageId: 'socket', data: { volume: name, hostPath, how } });
    }
  },
});

const SOCKET = /(?:docker|containerd|crio|cri-dockerd|podman|frakti|dockershim)\.sock$/;
/** Folders in which the runtimes keep their sockets; `/var/run` is `/run` on every node. */
const FOLDERS: ReadonlySet<string> = new Set(['/run', '/run/containerd', '/run/crio', '/run/podman', '/run/k3s', '/run/k3s/containerd', '/run/docker', '/run/dockershim']);
