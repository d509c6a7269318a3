/** Milliseconds by which clocks of a zone are ahead of UTC at an instant. */
export type ZoneOffset = (epochMs: number) => number;

/** Clocks change at multiples of this. */
const STEP_MS = 900_000;
const DAY_MS = 86_400_000;
const CACHE_SIZE = 10_000;

/** The clock of an IANA time zone, by the rules of the platform; undefined for a name that it does not know. `Local` and the empty name are UTC, as in a container. */
export function zoneOffsets(zone: string): ZoneOffset | undefined {
  if (zone === '' || zone === 'UTC' || zone === 'Etc/UTC' || zone === 'Local') return () => 0;
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const known = new Map<number, number>();
  return (epochMs) => {
    const step = Math.floor(epochMs / STEP_MS);
    let offset = known.get(step);
    if (offset === undefined) {
      if (known.size >= CACHE_SIZE) known.clear();
      known.set(step, (offset = offsetAt(format, step * STEP_MS)));
    }
    return offset;
  };
}

/** Clocks are put from one time to another: what they show, as if it were UTC. */
export interface ClockChange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When clocks of a zone change between two instants, to the quarter of an hour; none for a zone that the platform does not know. */
export function clockChanges(zone: string, startMs: number, endMs: number): ClockChange[] {
  const offset = zoneOffsets(zone);
  const changes: ClockChange[] = [];
  for (let time = startMs; offset !== undefined && time < endMs; time += DAY_MS) {
    const before = offset(time);
    if (offset(time + DAY_MS) === before) continue;
    let [low, high] = [time, time + DAY_MS];
    while (high - low > STEP_MS) {
      const middle = low + Math.floor((high - low) / 2 / STEP_MS) * STEP_MS;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ fromMs: high + before, toMs: high + offset(high) });
  }
  return changes;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch {
    return undefined;
  }
}

function offsetAt(format: Intl.DateTimeFormat, epochMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - epochMs;
}
