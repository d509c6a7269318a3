import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A linear congruential generator (Numerical Recipes): the same seed gives the same corpus on every machine. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Writes `apps` made-up applications, one file of eight documents each, in folders by team, and returns the number of documents.
 * Sizes, indentation of lists, comments, quoting and optional parts vary as they do in real repositories.
 */
export function writeCorpus(folder: string, apps: number, seed: number): number {
  const random = seeded(seed);
  let documents = 0;
  for (let index = 0; index < apps; index += 1) {
    const team = `team-${index % 23}`;
    mkdirSync(join(folder, team), { recursive: true });
    const texts = application(`app-${index}`, team, random);
    documents += texts.length;
    writeFileSync(join(folder, team, `app-${index}.yaml`), texts.join('---\n'));
  }
  return documents;
}

function application(name: string, namespace: string, random: (below: number) => number): string[] {
  const port = 8000 + random(900);
  return [
    serviceAccount(name, namespace),
    configMap(name, namespace, random),
    deployment(name, namespace, port, random),
    service(name, namespace, port),
    ingress(name, namespace),
    autoscaler(name, namespace, random),
    disruptionBudget(name, namespace),
    networkPolicy(name, namespace, port),
  ];
}

function head(apiVersion: string, kind: string, name: string, namespace: string): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: "${namespace}"
`;
}

function serviceAccount(name: string, namespace: string): string {
  return `${head('v1', 'ServiceAccount', name, namespace)}automountServiceAccountToken: false\n`;
}

function configMap(name: string, namespace: string, random: (below: number) => number): string {
  const keys = Array.from({ length: 3 + random(12) }, (_, index) => `  SETTING_${index}: '${'value '.repeat(1 + random(6)).trim()}'\n`);
  const lines = Array.from({ length: random(40) }, (_, index) => `    key.${index} = ${random(100000)}\n`);
  return `${head('v1', 'ConfigMap', name, namespace)}data:\n${keys.join('')}  settings.properties: |\n    # made up\n${lines.join('')}`;
}

function deployment(name: string, namespace: string, port: number, random: (below: number) => number): string {
  const sidecars = Array.from({ length: random(3) }, (_, index) => container(`sidecar-${index}`, `registry.example.org/tools/sidecar:${index}.2.0`, port + 1 + index, random));
  return `${head('apps/v1', 'Deployment', name, namespace)}spec:
  replicas: ${1 + random(9)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      # spread over the zones
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: ScheduleAnyway
        labelSelector:
          matchLabels:
            app.kubernetes.io/name: ${name}
      containers:
${container('app', `registry.example.org/${namespace}/${name}:1.${random(40)}.${random(9)}`, port, random)}${sidecars.join('')}      volumes:
        - name: config
          configMap:
            name: ${name}
        - name: tmp
          emptyDir: {}
`;
}

function container(name: string, image: string, port: number, random: (below: number) => number): string {
  const env = Array.from({ length: random(10) }, (_, index) => `            - name: OPTION_${index}\n              value: "${random(1000)}"\n`);
  return `        - name: ${name}
          image: ${image}
          args: ["--listen", ":${port}", --verbose=${random(5)}]
          ports:
            - name: http-${port}
              containerPort: ${port}
${env.length === 0 ? '' : `          env:\n${env.join('')}`}          resources:
            requests: { cpu: ${50 + random(400)}m, memory: ${64 + random(512)}Mi }
            limits:
              memory: 1Gi
          readinessProbe:
            httpGet:
              path: /ready
              port: ${port}
            periodSeconds: ${5 + random(10)}
          livenessProbe:
            tcpSocket:
              port: ${port}
            initialDelaySeconds: 10
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities:
              drop:
                - ALL
          volumeMounts:
            - mountPath: /etc/${name}
              name: config
            - mountPath: /tmp
              name: tmp
`;
}

function service(name: string, namespace: string, port: number): string {
  return `${head('v1', 'Service', name, namespace)}spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http-${port}
`;
}

function ingress(name: string, namespace: string): string {
  return `${head('networking.k8s.io/v1', 'Ingress', name, namespace)}spec:
  ingressClassName: public
  tls:
    - hosts: [${name}.example.org]
      secretName: ${name}-tls
  rules:
    - host: ${name}.example.org
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  name: http
`;
}

function autoscaler(name: string, namespace: string, random: (below: number) => number): string {
  return `${head('autoscaling/v2', 'HorizontalPodAutoscaler', name, namespace)}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 2
  maxReplicas: ${4 + random(20)}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`;
}

function disruptionBudget(name: string, namespace: string): string {
  return `${head('policy/v1', 'PodDisruptionBudget', name, namespace)}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;
}

function networkPolicy(name: string, namespace: string, port: number): string {
  return `${head('networking.k8s.io/v1', 'NetworkPolicy', name, namespace)}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress
      ports:
        - protocol: TCP
          port: ${port}
`;
}
