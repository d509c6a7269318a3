/** One thing that `validate` can say, as `explain` and `rules` show it. */
export interface ValidateRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

const SERVER = 'The API server refuses the object';

/** Every rule id of findings whose source is `validate`. */
export const VALIDATE_RULES = [
  {
    id: 'validate/unknown-field',
    title: 'A field that the kind does not have',
    why: `${SERVER} when fields are validated strictly, as kubectl asks for; otherwise it drops the field silently, and what it was meant to do does not happen.`,
    fix: 'Correct the spelling or the place of the field; field names are case sensitive. A field of a newer Kubernetes needs that version.',
  },
  {
    id: 'validate/duplicate-key',
    title: 'A key that occurs twice',
    why: 'Only the last value counts, so the first one is not what it seems. The API server refuses such objects when fields are validated strictly.',
    fix: 'Keep one of the two.',
  },
  {
    id: 'validate/invalid-type',
    title: 'A value of the wrong type',
    why: `${SERVER}, because it cannot decode it: a number where a string is needed, an object where a list is needed.`,
    fix: 'Quote values that must be strings ("8080", "true"), write whole numbers without quotes and without a fraction.',
  },
  { id: 'validate/required-value', title: 'A required field is missing', why: `${SERVER}: it has no default for the field.`, fix: 'Add the field.' },
  { id: 'validate/invalid-value', title: 'A value that the field cannot have', why: `${SERVER}: the value breaks a rule of its field.`, fix: 'Change the value as the message says.' },
  { id: 'validate/unsupported-value', title: 'A value that is none of the allowed ones', why: `${SERVER}: the field knows a closed set of values, which are case sensitive.`, fix: 'Use one of the values that the message lists.' },
  { id: 'validate/forbidden-value', title: 'A field that may not be set here', why: `${SERVER}: the field contradicts another one, or may not be set by users.`, fix: 'Remove the field, or change what it contradicts.' },
  { id: 'validate/duplicate-value', title: 'A value that must be unique occurs twice', why: `${SERVER}: items are told apart by this value.`, fix: 'Give each item a value of its own.' },
  { id: 'validate/too-long', title: 'A value that is too long', why: `${SERVER}: the value has a limit of size.`, fix: 'Shorten the value.' },
  { id: 'validate/too-many', title: 'A list that has too many items', why: `${SERVER}: the list has a limit of length.`, fix: 'Remove items, or spread them over several objects.' },
  { id: 'validate/not-found', title: 'A reference inside the object that leads nowhere', why: `${SERVER}: the field names something that the object itself must define.`, fix: 'Define what is named, or correct the name.' },
  { id: 'validate/internal-error', title: 'Something that the API server could not check', why: `${SERVER}, because checking the field failed.`, fix: 'Correct the field; the message says what failed.' },
  {
    id: 'validate/bad-request',
    title: 'An object that the API server cannot take',
    why: `${SERVER} before it looks at the fields: its identity does not hold.`,
    fix: 'Change what the message names.',
  },
  {
    id: 'validate/refused-by-admission',
    title: 'An admission plugin refuses the object',
    why: 'The object is valid by itself, but a rule of the cluster that is always on refuses it.',
    fix: 'Change the field that the message names.',
  },
  {
    id: 'validate/admission-policy',
    title: 'An admission policy of the input refuses the object',
    why: 'A ValidatingAdmissionPolicy or MutatingAdmissionPolicy with its binding is part of the input, and the API server would hold the object, or the pods that it makes, against it. As a warning: the binding only warns. As an information: the policy could not be evaluated, because what it asks is not in the input.',
    fix: 'Change the field that the policy is about, or the policy. Add parameters and namespaces that the policy looks at to the input.',
  },
  {
    id: 'validate/webhook',
    title: 'A webhook of the input that is asked about objects',
    why: 'A ValidatingWebhookConfiguration or MutatingWebhookConfiguration is part of the input, and the API server would ask its webhook about these objects. A webhook is a program in the cluster: nobody can say here what it answers, so a clean run says nothing about it.',
    fix: 'Nothing needs mending. Check with the webhook itself, such as by kubectl apply --dry-run=server; a rule that covers too much can be narrowed by selectors and matchConditions.',
  },
  {
    id: 'validate/pod-security',
    title: 'Pods that their namespace will not let in',
    why: 'The labels of the namespace enforce a level of the Pod Security Standards. The API server accepts the workload, and then refuses every pod that it makes: nothing runs.',
    fix: 'Change the fields that the message names, or the pod-security.kubernetes.io/enforce label of the namespace.',
  },
  {
    id: 'validate/limit-range',
    title: 'Pods beyond the limits of their namespace',
    why: 'A LimitRange of the namespace bounds what containers and pods may request. The API server accepts the workload, and then refuses every pod that it makes: nothing runs.',
    fix: 'Bring the requests and limits into the range that the message names, or change the LimitRange.',
  },
  {
    id: 'validate/quota',
    title: 'More than a quota of the input allows',
    why: 'A ResourceQuota of the namespace is part of the input, and the other objects of the input leave no room for this one, or for all the pods that it makes: the API server refuses what comes last. It also refuses pods that do not state what a quota counts.',
    fix: 'Ask for less, raise the quota, or state the requests and limits that it counts.',
  },
  {
    id: 'validate/removed-api-version',
    title: 'An API version that is gone',
    why: 'The API server of this release does not serve it any more: the object can neither be created nor updated.',
    fix: 'Write the API version that the message names, and adapt the fields that changed with it.',
  },
  {
    id: 'validate/api-version-too-new',
    title: 'An API version that does not exist yet',
    why: 'The API server of this release does not know it: the object cannot be created before the cluster is upgraded.',
    fix: 'Use an API version that this release serves, or check against a newer release with --kubernetes-version.',
  },
  {
    id: 'validate/unknown-api-version',
    title: 'A known kind with an API version that never existed',
    why: `${SERVER}: no release of Kubernetes serves this kind in this API version.`,
    fix: 'Write one of the API versions that the message names.',
  },
  {
    id: 'validate/unknown-kind',
    title: 'A kind that nobody has described',
    why: 'Its objects were not checked: the kind is neither built in nor defined by a CustomResourceDefinition in the input.',
    fix: 'Put the CustomResourceDefinition among the inputs, or name its file or folder with --crds.',
  },
  {
    id: 'validate/not-creatable',
    title: 'A kind that cannot be created',
    why: 'The API server only shows objects of this kind; it refuses to create them.',
    fix: 'Remove the object from the manifests.',
  },
  {
    id: 'validate/deprecated-api-version',
    title: 'An API version that will go',
    why: 'The API server warns about it and will stop serving it.',
    fix: 'Write the API version that the message names before upgrading to the release that removes it.',
  },
  {
    id: 'validate/server-warning',
    title: 'The API server accepts the object with a warning',
    why: 'The field is deprecated, has no effect, or does something else than it seems to.',
    fix: 'Change the field that the message names.',
  },
] as const satisfies readonly ValidateRule[];

export type ValidateRuleId = (typeof VALIDATE_RULES)[number]['id'];
