import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type {
  ExemptPriorityLevelConfiguration,
  LimitResponse,
  LimitedPriorityLevelConfiguration,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from '../../types/flowcontrol-v1.ts';
import { validateInRange } from '../numbers.ts';
import { MANDATORY_PRIORITY_LEVELS } from './mandatory.ts';

const TYPES: readonly string[] = ['Exempt', 'Limited'];
const RESPONSES: readonly string[] = ['Queue', 'Reject'];
const MAX_QUEUES = 10_000_000;
/** Requests are dealt to queues by a hash of this many bits. */
const MAX_HASH_BITS = 60;

/** By which v1beta3 tells a share of 0 from none. */
const ZERO_SHARES_ANNOTATION = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';

/** The rules for a PriorityLevelConfiguration (pkg/apis/flowcontrol/validation/validation.go, v1.36). */
export function validatePriorityLevelConfiguration({ apiVersion = '', metadata, spec = {} }: PriorityLevelConfiguration): FieldError[] {
  const name = metadata?.name ?? '';
  const errors = validateSpec(spec, name);
  if (metadata?.annotations?.[ZERO_SHARES_ANNOTATION] !== undefined && !apiVersion.endsWith('/v1beta3')) {
    errors.push(forbidden('metadata.annotations', `${ZERO_SHARES_ANNOTATION} belongs to v1beta3, remove it`));
  }
  const mandatory = Object.hasOwn(MANDATORY_PRIORITY_LEVELS, name) ? MANDATORY_PRIORITY_LEVELS[name] : undefined;
  if (mandatory !== undefined && !semanticEqual(name === 'exempt' ? { ...spec, exempt: undefined } : spec, mandatory)) {
    errors.push(invalid('spec', spec, `the priority level named '${name}' belongs to the system and may not be changed`));
  }
  return errors;
}

function validateSpec({ type = '', limited, exempt }: PriorityLevelConfigurationSpec, name: string): FieldError[] {
  const errors: FieldError[] = [];
  if ((name === 'exempt') !== (type === 'Exempt')) errors.push(invalid('spec.type', type, "must be Exempt if and only if the name is 'exempt'"));
  switch (type) {
    case 'Exempt':
      if (limited !== undefined) errors.push(forbidden('spec.limited', 'does not belong to type Exempt, remove it'));
      if (exempt !== undefined) errors.push(...validateShares(exempt, 'spec.exempt'));
      break;
    case 'Limited':
      if (exempt !== undefined) errors.push(forbidden('spec.exempt', 'does not belong to type Limited, remove it'));
      if (limited === undefined) errors.push(required('spec.limited', 'type Limited needs it'));
      else errors.push(...validateLimited(limited, 'spec.limited'));
      break;
    case '':
      errors.push(required('spec.type', `must be one of ${TYPES.join(', ')}`));
      break;
    default:
      errors.push(notSupported('spec.type', type, TYPES));
  }
  return errors;
}

function validateShares({ nominalConcurrencyShares: shares, lendablePercent }: ExemptPriorityLevelConfiguration, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (shares !== undefined && shares < 0) errors.push(invalid(child(path, 'nominalConcurrencyShares'), shares, 'must be 0 or more'));
  if (lendablePercent !== undefined) errors.push(...validateInRange(lendablePercent, 0, 100, child(path, 'lendablePercent')));
  return errors;
}

function validateLimited(limited: LimitedPriorityLevelConfiguration, path: FieldPath): FieldError[] {
  const { borrowingLimitPercent: borrowing, limitResponse = {} } = limited;
  const errors = validateShares(limited, path);
  errors.push(...validateResponse(limitResponse, child(path, 'limitResponse')));
  if (borrowing !== undefined && borrowing < 0) errors.push(invalid(child(path, 'borrowingLimitPercent'), borrowing, 'must be 0 or more'));
  return errors;
}

function validateResponse({ type = '', queuing }: LimitResponse, path: FieldPath): FieldError[] {
  const queuingPath = child(path, 'queuing');
  switch (type) {
    case 'Reject':
      return queuing === undefined ? [] : [forbidden(queuingPath, 'does not belong to type Reject, remove it')];
    case 'Queue':
      return queuing === undefined ? [required(queuingPath, 'type Queue needs it')] : validateQueuing(queuing, queuingPath);
    case '':
      return [required(child(path, 'type'), `must be one of ${RESPONSES.join(', ')}`)];
    default:
      return [notSupported(child(path, 'type'), type, RESPONSES)];
  }
}

function validateQueuing({ queueLengthLimit = 0, queues = 0, handSize = 0 }: QueuingConfiguration, path: FieldPath): FieldError[] {
  const handPath = child(path, 'handSize');
  const errors: FieldError[] = [];
  if (queueLengthLimit <= 0) errors.push(invalid(child(path, 'queueLengthLimit'), queueLengthLimit, 'must be 1 or more'));
  if (queues <= 0) errors.push(invalid(child(path, 'queues'), queues, 'must be 1 or more'));
  else if (queues > MAX_QUEUES) errors.push(invalid(child(path, 'queues'), queues, `must be no more than ${MAX_QUEUES}`));
  if (handSize <= 0) errors.push(invalid(handPath, handSize, 'must be 1 or more'));
  else if (handSize > queues) errors.push(invalid(handPath, handSize, `must be no more than queues (${queues})`));
  else if (Math.ceil(Math.log2(queues) * handSize) > MAX_HASH_BITS) errors.push(invalid(handPath, handSize, `is too much for ${queues} queues, make one of them smaller`));
  return errors;
}
