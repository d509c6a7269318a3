import { formatQuantity, parseQuantity } from '../quantity.ts';
import type { Quantity } from '../types/api-resource.ts';

const MILLI_NANOS = 1_000_000n;

/** Amounts are kept to thousandths, rounded up (pkg/apis/core/v1/defaults.go, `SetDefaults_ResourceList`, v1.36). Changes `list`. */
export function roundUpResourceList(list: Record<string, Quantity> | undefined): void {
  for (const [name, value] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(value);
    if (list === undefined || quantity === undefined) continue;
    const rest = quantity.nanos % MILLI_NANOS;
    if (rest === 0n) continue;
    const whole = quantity.nanos - rest;
    list[name] = formatQuantity({ ...quantity, nanos: quantity.nanos > 0n ? whole + MILLI_NANOS : whole - MILLI_NANOS });
  }
}
