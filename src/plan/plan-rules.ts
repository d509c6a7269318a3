import type { Severity } from '../diag/severity.ts';

/** One kind of prediction, for `explain` and for reports that describe their rules. */
export interface PlanRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** Everything that a plan can predict. The set is closed: findings of `plan` use these ids and no others. */
export const PLAN_RULES = [
  {
    id: 'plan/refused',
    severity: 'error',
    title: 'The API server refuses an object',
    why: 'The request fails, so the cluster keeps the old object, or has none. Everything that depends on it behaves as if nothing had been applied.',
    fix: 'Mend the fields that the message names; kubeplan validate shows each at its line.',
  },
  {
    id: 'plan/immutable-change',
    severity: 'error',
    title: 'A field changes that cannot be changed in place',
    why: 'The API server refuses updates of immutable fields. Only deleting the object and creating it anew changes them, which stops its pods and may lose data.',
    fix: 'Take the change back, or delete the object first on purpose, for a StatefulSet with --cascade=orphan so that its pods keep running; or give the new object a new name.',
  },
  {
    id: 'plan/stuck-rollout',
    severity: 'error',
    title: 'A rollout does not complete',
    why: 'The controller waits for pods that never become available, so old and new versions stay side by side or the workload stays below its size.',
    fix: 'The message says what it waits for. Give pods room (smaller requests, more nodes, a larger quota), let the rollout go below its size (maxUnavailable), or mend what keeps the pods from becoming ready.',
  },
  {
    id: 'plan/unschedulable',
    severity: 'error',
    title: 'A pod fits no node',
    why: 'The pod stays Pending until a node has room and meets its constraints; a rollout or a scale-up waits for it.',
    fix: 'Lower its requests, relax its constraints, or add a node like the one that is named as the closest.',
  },
  {
    id: 'plan/quota-exceeded',
    severity: 'error',
    title: 'A quota refuses pods',
    why: 'Pods above the quota are refused with Forbidden. During a rolling update the surge pods and those that still terminate count too, so a quota that fits the steady state can block the rollout.',
    fix: 'Raise the quota, lower the requests, or roll with maxSurge 0 and maxUnavailable 1.',
  },
  {
    id: 'plan/quota-delays-rollout',
    severity: 'warning',
    title: 'A quota delays a rollout',
    why: 'Pods that a quota refuses are tried again with a delay that doubles up to 16 minutes, and room that comes free does not bring the next try forward. Pods that still terminate count against the quota.',
    fix: 'Leave room in the quota for the surge and for pods that still end, or lower the requests.',
  },
  {
    id: 'plan/webhook-unreachable',
    severity: 'error',
    title: 'A webhook is asked while nobody answers for it',
    why: 'A webhook configuration with failurePolicy Fail makes the API server refuse every request that it cannot ask the webhook about. Until the Service of the webhook has a ready endpoint that is all of them; when the pods behind the Service are among what it is asked about, they can never start.',
    fix: 'Apply the webhook first and wait until it is ready, leave its own namespace out by a namespaceSelector, run more than one replica with a disruption budget, or set failurePolicy to Ignore.',
  },
  {
    id: 'plan/pods-refused',
    severity: 'error',
    title: 'The API server accepts a workload and refuses its pods',
    why: 'Pod Security levels, LimitRanges and missing service accounts act on pods. The apply succeeds, and the failure shows only in the events of the controller.',
    fix: 'Change the pod template to what the namespace allows; kubectl apply shows a Warning line for violations of the Pod Security level.',
  },
  {
    id: 'plan/limit-range-default',
    severity: 'error',
    title: 'A LimitRange makes pods too large for every node',
    why: 'A LimitRange gives its defaults to every container that states no request, so that pods ask for amounts that nobody wrote down.',
    fix: 'Lower the default of the LimitRange, or state a request in the container.',
  },
  {
    id: 'plan/downtime',
    severity: 'warning',
    title: 'A Service has no ready endpoint for a while',
    why: 'Requests to the Service fail while none of its pods is ready.',
    fix: 'Keep at least one pod ready: more replicas, maxUnavailable 0, RollingUpdate instead of Recreate, a readiness probe that tells the truth.',
  },
  {
    id: 'plan/no-endpoints',
    severity: 'error',
    title: 'A Service ends up without endpoints',
    why: 'Its selector matches no pod that becomes ready, so nothing answers.',
    fix: 'Make the selector of the Service match the labels of the pod template, or mend the pods behind it.',
  },
  {
    id: 'plan/target-port-lost',
    severity: 'error',
    title: 'A Service names a port that its pods no longer have',
    why: 'A targetPort by name is looked up in each pod; a pod without it gets no traffic on that port.',
    fix: 'Name the container port as the Service does, or change targetPort with it.',
  },
  {
    id: 'plan/nothing-rolls',
    severity: 'warning',
    title: 'The new template reaches no pod',
    why: 'A partition that covers every ordinal, an update strategy OnDelete or a paused Deployment keeps the old pods until somebody acts.',
    fix: 'Lower the partition step by step, delete the pods one by one, or resume the rollout.',
  },
  {
    id: 'plan/budget-blocks-drain',
    severity: 'warning',
    title: 'A disruption budget lets no pod be evicted',
    why: 'Draining a node waits for ever, so node upgrades and scale-downs are blocked until somebody deletes the pod by hand.',
    fix: 'Run more replicas than minAvailable, or state maxUnavailable: 1 instead.',
  },
  {
    id: 'plan/overlapping-budgets',
    severity: 'warning',
    title: 'Two disruption budgets select the same pods',
    why: 'The eviction API answers with an error for a pod that more than one budget selects, so the pod cannot be drained at all.',
    fix: 'Make the selectors of the budgets disjoint.',
  },
  {
    id: 'plan/budget-spans-workloads',
    severity: 'warning',
    title: 'One disruption budget counts several workloads together',
    why: 'The budget holds as long as enough pods of any of them are healthy, so all pods of one may be evicted at the same time.',
    fix: 'Give each workload a budget of its own.',
  },
  {
    id: 'plan/hpa-fights-manifest',
    severity: 'warning',
    title: 'The manifest sets replicas that an autoscaler decides',
    why: 'Every apply sets the number back to that of the manifest; the autoscaler corrects it later, which stops and starts pods in between.',
    fix: 'Leave spec.replicas out of the manifest of a workload that a HorizontalPodAutoscaler scales.',
  },
  {
    id: 'plan/autoscalers-collide',
    severity: 'error',
    title: 'Several autoscalers scale one workload',
    why: 'The controller refuses to choose: a workload within the bounds of all of them is scaled by none. Outside the bounds of one it sets the size back, which may be outside the bounds of another.',
    fix: 'Keep one HorizontalPodAutoscaler for each workload, with all its metrics: it takes the highest of what they ask for.',
  },
  {
    id: 'plan/hpa-without-requests',
    severity: 'warning',
    title: 'An autoscaler measures against requests that are not there',
    why: 'Utilization is usage divided by the request; without a request the metric is invalid and the autoscaler does nothing.',
    fix: 'State a request for the resource in every container of the target.',
  },
  {
    id: 'plan/hpa-beyond-limits',
    severity: 'warning',
    title: 'An autoscaler may want more pods than quota or nodes hold',
    why: 'Under load the extra pods are refused or stay Pending, exactly when they are needed.',
    fix: 'Lower maxReplicas or raise the quota or the number of nodes.',
  },
  {
    id: 'plan/replicas-dropped',
    severity: 'warning',
    title: 'The manifest no longer states replicas',
    why: 'Whoever applied the number owned it; when the field disappears the API server falls back to the default of 1 and stops the other pods until an autoscaler brings them back.',
    fix: 'Hand the field over: remove it from the last-applied state with kubectl apply edit-last-applied, or let the autoscaler own it first.',
  },
  {
    id: 'plan/selector-orphaned',
    severity: 'warning',
    title: 'A change of selector or labels leaves pods behind',
    why: 'Pods that the new selector does not match are no longer managed, but keep running and keep taking room.',
    fix: 'Delete the old object with its pods, or keep the selector.',
  },
  {
    id: 'plan/claim-cannot-bind',
    severity: 'error',
    title: 'A claim cannot get its volume',
    why: 'Pods that use an unbound claim stay Pending.',
    fix: 'Name a storage class that exists and provisions, or create a volume that fits.',
  },
  {
    id: 'plan/shared-volume-rollout',
    severity: 'warning',
    title: 'A rolling update shares a volume that one node can mount',
    why: 'A ReadWriteOnce volume is attached to one node. A new pod on another node waits for the old one, which the rolling update keeps until the new one is ready.',
    fix: 'Use strategy Recreate, or a StatefulSet with a claim for each pod, or a volume that many nodes can mount.',
  },
  {
    id: 'plan/stale-config',
    severity: 'warning',
    title: 'A configuration change restarts nothing',
    why: 'Environment variables and subPath files are read when a container starts. The pods that run keep the old values, and those that start later get the new ones.',
    fix: 'Put a checksum of the configuration into an annotation of the pod template, give the ConfigMap a new name with each change, or run kubectl rollout restart.',
  },
  {
    id: 'plan/data-loss',
    severity: 'warning',
    title: 'A deletion takes data with it',
    why: 'Deleting a claim deletes its volume unless the reclaim policy says Retain; deleting a namespace or a custom resource definition deletes everything in it.',
    fix: 'Make sure that the data may go, or that there is a backup.',
  },
  {
    id: 'plan/slow-readiness',
    severity: 'warning',
    title: 'Pods become ready later than the rollout waits',
    why: 'The rollout is reported as failed (ProgressDeadlineExceeded) although it would go on.',
    fix: 'Raise progressDeadlineSeconds above the time to become ready, or make the start faster.',
  },
  {
    id: 'plan/startup-too-short',
    severity: 'error',
    title: 'A startup probe gives up before the container has started',
    why: 'When the startup probe has failed failureThreshold times the kubelet kills the container and starts it anew, so it never gets the time that it needs.',
    fix: 'Raise failureThreshold or periodSeconds of the startupProbe above the time to start.',
  },
  {
    id: 'plan/liveness-too-early',
    severity: 'error',
    title: 'A liveness probe kills a container that still starts',
    why: 'Liveness probes run from the start. A container that needs longer than their budget is killed before it was ever ready, again and again.',
    fix: 'Add a startupProbe that allows the time to start, or raise initialDelaySeconds.',
  },
  {
    id: 'plan/oom-kill',
    severity: 'error',
    title: 'A container is killed for its memory',
    why: 'A container that uses more memory than its limit is killed by the kernel at once, without a chance to end well, and starts anew with a delay that doubles up to five minutes. What it uses is what you said (annotation kubeplan.dev/memory, a scenario, a load).',
    fix: 'Raise resources.limits.memory above what the container uses, and the request with it, or make it use less.',
  },
  {
    id: 'plan/eviction',
    severity: 'error',
    title: 'A node evicts pods to save itself',
    why: 'When a node runs short of memory or disk its kubelet ends pods: first those that use more than they request, of these the ones of lowest priority, of these the one that is furthest above its request. Disruption budgets are not asked. For five minutes the node takes no new pods. What pods and nodes use is what you said (annotations kubeplan.dev/memory and kubeplan.dev/disk, a scenario, a load); where you say nothing, what they request.',
    fix: 'Request what is used, so that the scheduler leaves room for it; give what must stay a higher priority; add room.',
  },
  {
    id: 'plan/image-missing',
    severity: 'error',
    title: 'An image cannot be had',
    why: 'The kubelet tries again with a delay that doubles up to five minutes (ErrImagePull, ImagePullBackOff), and the container does not start. You said that the image does not exist (annotation kubeplan.dev/pull: never, a scenario), or the pull policy is Never and the node does not have it.',
    fix: 'Push the image before the change, correct its name or tag, or let the node pull it (imagePullPolicy IfNotPresent).',
  },
  {
    id: 'plan/unread-annotation',
    severity: 'warning',
    title: 'An annotation about behaviour says nothing',
    why: 'kubeplan reads how containers behave from annotations of the pod template. One that has no meaning, or a value that cannot be read, would be left out without a word, and the plan would be about something else than you think.',
    fix: 'Use one of the words that the message lists, with a value such as 10s, 300Mi, 1 or never.',
  },
  {
    id: 'plan/grace-too-short',
    severity: 'warning',
    title: 'Pods are killed before they have ended',
    why: 'The grace period runs while the preStop hook does. What is left to do at its end is cut off by SIGKILL.',
    fix: 'Set terminationGracePeriodSeconds to the time of the hook plus what the process needs.',
  },
  {
    id: 'plan/uneven-spread',
    severity: 'warning',
    title: 'A rollout leaves its pods unevenly spread',
    why: 'A topology spread constraint that selects all revisions counts the old pods while it places the new ones. When the old pods are gone the new ones are left uneven, and nothing moves them.',
    fix: 'Add pod-template-hash to matchLabelKeys of the constraint.',
  },
  {
    id: 'plan/broken-pod-blocks-set',
    severity: 'warning',
    title: 'A broken pod would block the StatefulSet for good',
    why: 'With podManagementPolicy OrderedReady the controller waits for a pod that never becomes ready, even after the template has been set back; only deleting the pod by hand helps.',
    fix: 'Roll with a partition first, or use podManagementPolicy Parallel where the application allows it.',
  },
  {
    id: 'plan/preempts-pods',
    severity: 'warning',
    title: 'Pods are deleted to make room',
    why: 'Pods of higher priority take the place of others, which stop and wait for room elsewhere.',
    fix: 'Add room, or lower the priority.',
  },
  {
    id: 'plan/cron-below-a-minute',
    severity: 'warning',
    title: 'A CronJob is due more often than once a minute',
    why: 'The name of a Job carries the minute that it is for. A second run in the same minute collides with the first, and is tried again with a delay that doubles.',
    fix: 'Use a schedule of whole minutes, and repeat the work within the Job.',
  },
  {
    id: 'plan/cron-clock-change',
    severity: 'info',
    title: 'A CronJob is due at a time that clocks skip or show twice',
    why: 'Where clocks are put forward the times in between do not come, and the run is left out. Where they are put back times come twice, and so do runs.',
    fix: 'Choose an hour outside of the change, or a time zone without one, such as Etc/UTC.',
  },
  {
    id: 'plan/owner-missing',
    severity: 'warning',
    title: 'An object is deleted as soon as it is applied',
    why: 'Owner references name their owner by its uid. When no object has that uid, as in a manifest that was copied from another cluster or from before the owner was made anew, the garbage collector takes the owner for deleted, and the object with it.',
    fix: 'Leave metadata.ownerReferences out of manifests; controllers set them.',
  },
  {
    id: 'plan/base-refused',
    severity: 'info',
    title: 'The base of the comparison is itself refused',
    why: 'What the API server would not take cannot be running, so the plan starts without it.',
    fix: 'Compare with what is really deployed.',
  },
  {
    id: 'plan/what-if',
    severity: 'error',
    title: 'An expectation does not hold',
    why: 'The scenario states what must stay true; the simulation shows that it does not.',
    fix: 'Add replicas, room or budgets until it holds, or change the expectation.',
  },
] as const satisfies readonly PlanRule[];

export type PlanRuleId = (typeof PLAN_RULES)[number]['id'];

/** The rule of an id; undefined for ids of other sources. */
export function planRule(id: string): PlanRule | undefined {
  return PLAN_RULES.find((rule) => rule.id === id);
}
