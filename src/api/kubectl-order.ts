/** What other objects cannot be created without. */
const FIRST = ['Namespace', 'CustomResourceDefinition', 'PriorityClass', 'StorageClass', 'RuntimeClass', 'ResourceQuota', 'LimitRange', 'ServiceAccount'];

/** The place of a kind when many objects are applied together by kubectl; kinds of equal rank go in the order of files. */
export function kubectlRank(kind: string): number {
  const index = FIRST.indexOf(kind);
  return index === -1 ? FIRST.length : index;
}
