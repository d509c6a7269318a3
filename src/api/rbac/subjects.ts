import type { Subject } from '../types/rbac-v1.ts';
import type { User } from './access-request.ts';

/** The first subject that the user is. Service accounts without a namespace are those of the binding's; `namespace` is empty for bindings of the cluster. */
export function findSubject(subjects: readonly Subject[], user: User, namespace: string): Subject | undefined {
  return subjects.find((subject) => isSubject(subject, user, namespace));
}

/** `User "ann"`, `ServiceAccount "worker/shop"`. */
export function describeSubject(subject: Subject, namespace: string): string {
  const { kind = '', name = '' } = subject;
  return kind === 'ServiceAccount' ? `${kind} "${name}/${namespaceOf(subject, namespace)}"` : `${kind} "${name}"`;
}

function isSubject(subject: Subject, { user, groups }: User, namespace: string): boolean {
  const { kind, name = '' } = subject;
  switch (kind) {
    case 'User':
      return user === name;
    case 'Group':
      return groups.includes(name);
    case 'ServiceAccount': {
      const home = namespaceOf(subject, namespace);
      return home !== '' && user === `system:serviceaccount:${home}:${name}`;
    }
    default:
      return false;
  }
}

function namespaceOf(subject: Subject, namespace: string): string {
  return subject.namespace === undefined || subject.namespace === '' ? namespace : subject.namespace;
}
