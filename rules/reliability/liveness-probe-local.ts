import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { textAt, textsAt } from '../../src/lint/fields.ts';
import { probeOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'liveness-probe-local',
  category: 'reliability',
  severity: 'warning',
  summary: 'Liveness probes ask the container itself, not what it depends on.',
  why: 'When the probe asks a database or another service, its outage makes the kubelet restart every container that uses it, which cures nothing and makes the recovery harder.',
  fix: 'Let the liveness probe ask something that only the process itself answers. What it depends on belongs into the readiness probe, if anywhere.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    host: 'the liveness probe of {container} asks {host} instead of the container: remove host, or a failure elsewhere restarts this container',
    command: 'the command of the liveness probe of {container} asks {host}: ask only what the container itself answers, or a failure elsewhere restarts it',
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
      image: registry.example/web:1.2.3
      livenessProbe:
        exec:
          command: [curl, -f, 'http://localhost:8080/live']
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
      image: registry.example/web:1.2.3
      livenessProbe:
        httpGet:
          host: database.example # want host
          port: 8080
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
      image: registry.example/web:1.2.3
      livenessProbe:
        exec:
          command: # want command
            - pg_isready
            - -h
            - database
`,
      },
    ],
  },
  roles: ['regular', 'sidecar'],
  checkContainer: (container, { report }) => {
    const probe = probeOf(container, 'livenessProbe');
    if (probe === undefined) return;
    for (const handler of ['httpGet', 'tcpSocket'] as const) {
      const host = textAt(probe.value, handler, 'host') ?? '';
      if (host !== '' && !isLocal(host)) report({ path: child(probe.path, `${handler}.host`), messageId: 'host', data: { host } });
    }
    const host = otherHost(textsAt(probe.value, 'exec', 'command'));
    if (host !== undefined) report({ path: child(probe.path, 'exec.command'), messageId: 'command', data: { host } });
  },
});

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0']);

function isLocal(host: string): boolean {
  // Variables stand as a rule for the address of the pod.
  return LOCAL.has(host.toLowerCase()) || /[$()]/.test(host);
}

const URL_HOST = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s@/]*@)?(\[[^\]\s]+\]|[^\s:/?"']+)/;
const CLIENTS: ReadonlySet<string> = new Set(['pg_isready', 'psql', 'mysql', 'mysqladmin', 'redis-cli', 'mongo', 'mongosh', 'rabbitmqadmin', 'nc', 'netcat']);

/** The host other than the container itself that a command names, by a URL or as `-h HOST` of a database client. */
function otherHost(command: readonly string[]): string | undefined {
  const words = command.flatMap((argument) => argument.split(/\s+/));
  for (const [index, word] of words.entries()) {
    const url = URL_HOST.exec(word)?.[1];
    if (url !== undefined && !isLocal(url)) return url;
    const isHostFlag = word === '-h' || word === '--host';
    const host = isHostFlag ? words[index + 1] : word.startsWith('--host=') ? word.slice('--host='.length) : undefined;
    if (host !== undefined && !host.startsWith('-') && !isLocal(host) && words.some((other) => CLIENTS.has(other.split('/').at(-1) ?? ''))) return host;
  }
  return undefined;
}
