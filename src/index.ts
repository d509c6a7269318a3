/**
 * The library: each stage of the pipeline as a function. `load` reads manifests, `validate` and `lint` judge them, `simulate` runs a
 * control plane in virtual time, `plan` compares two states, and `report` with `FORMATS` draws the results.
 */
export { load, loadText, type LoadInput, type LoadOptions } from './load/load.ts';
export { loadGit } from './load/git.ts';
export type { IgnoreComment, ManifestDocument, ManifestSet } from './load/manifest-set.ts';
export { jsonSchemaOf, type JsonSchema } from './schema/json-schema.ts';
export { validate, type ValidateOptions, type ValidatedDocument, type Validation } from './schema/validate.ts';
export { lint, type LintOptions, type LintResult } from './lint/lint.ts';
export { defineRule, type Rule, type RuleContext } from './lint/rule.ts';
export { defineContainerRule, definePodRule } from './lint/container-rule.ts';
export { removeField, setField, type FixAction } from './lint/fix/fix-action.ts';
export { RULES as rules } from '../rules/index.ts';
export type { SimulationLimits, SimulationOptions } from './sim/simulation-options.ts';
export { createSimulation as simulate, type Simulation } from './sim/simulation.ts';
export type { ApplyOptions, ApplyOutcome, DeleteOptions, ObjectRef, RefusalCause, Refused, UseStatement } from './sim/request.ts';
export type { RunOptions, RunOutcome } from './sim/run.ts';
export type { LogEntry } from './sim/log-entry.ts';
export type { RecordedEvent } from './sim/recorder.ts';
export type { SchedulingDecision } from './sim/scheduling-decision.ts';
export type { PodBehaviour } from './sim/kubelet/behaviour.ts';
export type { ContainerBehaviour, ContainerExit } from './sim/kubelet/container-behaviour.ts';
export type { ImageStatements } from './sim/kubelet/node-images.ts';
export type { NodeGroup } from './sim/placement/node-group.ts';
export type { CronJob, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod, PodDisruptionBudget, ReplicaSet, Service, StatefulSet } from './sim/objects.ts';
export { observe, type Observation } from './plan/what-if/observation.ts';
export type { PlanOptions } from './plan/plan-options.ts';
export { plan } from './plan/plan.ts';
export type { Plan, PlanOutcome } from './plan/plan-model.ts';
export { parseNodeGroups, parseNodes } from './plan/synthetic-nodes.ts';
export { createReport as report, FORMATS, type Renderer, type RenderOptions, type Report } from './report/index.ts';
export { UsageError } from './diag/usage-error.ts';
export type { Finding, Fix, ObjectReference } from './diag/finding.ts';
export type { IgnoredFinding } from './diag/ignored-finding.ts';
export type { Severity } from './diag/severity.ts';
export { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS, type KubernetesVersion } from './api/kubernetes-version.ts';
export type { KubeObject } from './api/object.ts';
export * as query from './query.ts';
