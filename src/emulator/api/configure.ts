import { named, type Rules } from '../state/dialects.ts';
import { isUuid } from '../state/identity.ts';
import { storedValue } from '../state/optionType.ts';
import { ApiRefusal } from '../state/refusal.ts';
import type { StoredOption, StoredSync, SyncChange } from '../state/tenant.ts';
import { formatInterval, parseInterval, type Ticks } from '../state/timeSpan.ts';
import { type Action, actions } from '../state/workerState.ts';

/** @throws ApiRefusal: 400 where the body is malformed, 422 where it breaks a rule of the sync's type. */
export function readSettings(body: string, sync: StoredSync, rules: Rules): SyncChange {
  const fields = parseBody(body);
  const interval = readInterval(fields[named('interval', rules.naming)], sync, rules);
  const list = fields[named(rules.list, rules.naming)] ?? [];
  if (!Array.isArray(list)) throw malformed(named(rules.list, rules.naming), 'A list is expected.');
  const options = list.flatMap((entry, index) => readEntry(entry, index, sync, rules));
  return { interval, options };
}

/** @throws ApiRefusal: 400 where the body is malformed. */
export function readAction(body: string, { naming }: Rules): Action {
  const field = named('action', naming);
  const number = parseBody(body)[field];
  const action = actions.find((_, index) => index === number);
  if (action === undefined) throw malformed(field, 'It is 0 (start), 1 (stop) or 2 (restart).');
  return action;
}

type Body = Readonly<Record<string, unknown>>;

function parseBody(body: string): Body {
  const parsed = parseJson(body);
  if (!isObject(parsed)) throw malformed('$', 'A JSON object is expected.');
  return parsed;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed('$', 'The body is not valid JSON.');
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Not sent, or null, leaves the interval unchanged. */
function readInterval(value: unknown, sync: StoredSync, { naming }: Rules): Ticks | undefined {
  if (value === undefined || value === null) return undefined;
  const field = named('interval', naming);
  const ticks = typeof value === 'string' ? parseInterval(value) : undefined;
  if (ticks === undefined)
    throw malformed(field, 'The JSON value could not be converted to System.TimeSpan.');
  if (ticks < sync.minimumInterval) {
    throw broken(
      field,
      `The shortest interval of ${sync.syncName} is ${formatInterval(sync.minimumInterval, 'timespan')}.`,
    );
  }
  return ticks;
}

function readEntry(entry: unknown, index: number, sync: StoredSync, rules: Rules): SyncChange['options'] {
  const place = `${named(rules.list, rules.naming)}[${index}]`;
  if (!isObject(entry)) throw malformed(place, 'A JSON object is expected.');
  const option = findOption(entry[named('identifier', rules.naming)], place, sync, rules);
  const value = entry[named('value', rules.naming)];
  const field = `${place}.${named('value', rules.naming)}`;
  // From 2.1 on what is not sent stays unchanged, for each entry too (the API page).
  if (value === undefined && rules.acceptsNull) return [];
  return [{ option, value: readValue(value, option, field, rules) }];
}

function findOption(id: unknown, place: string, sync: StoredSync, { naming }: Rules): StoredOption {
  const field = `${place}.${named('identifier', naming)}`;
  if (typeof id !== 'string' || !isUuid(id)) {
    throw malformed(field, 'The JSON value could not be converted to System.Guid.');
  }
  const option = sync.options.find(({ identifier }) => identifier === id.toLowerCase());
  if (!option) throw broken(field, `${sync.syncName} has no configuration ${id}.`);
  return option;
}

function readValue(value: unknown, option: StoredOption, field: string, rules: Rules): string | null {
  if (value === null && rules.acceptsNull) {
    if (option.isRequired) throw broken(field, `${option.displayName} is required.`);
    return null;
  }
  if (typeof value !== 'string') {
    throw malformed(field, 'The JSON value could not be converted to System.String.');
  }
  const stored = storedValue(option.type, value, option.spelling ?? 'plain');
  if (stored === undefined) throw broken(field, `The value '${value}' is not valid for ${option.type}.`);
  return option.spelling ? stored : value;
}

function malformed(field: string, message: string): ApiRefusal {
  return new ApiRefusal(400, 'BadRequest', 'One or more validation errors occurred.', {
    validationErrors: { [field]: message },
  });
}

function broken(field: string, message: string): ApiRefusal {
  return new ApiRefusal(422, 'BusinessRuleViolation', 'The change breaks a business rule.', {
    validationErrors: { [field]: message },
  });
}
