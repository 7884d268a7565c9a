const textLimit = 500;

/** A property by the name that the mapping gives; `undefined` where there is no such name or no such property. */
export function propertyOf(properties: Readonly<Record<string, unknown>>, name: string | null): unknown {
  return name !== null && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** A text, number or truth value as text without outer blanks, cut to 500 characters; `null` for empty and for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim().slice(0, textLimit) || null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return null;
}

/** A finite number, or text that is one (decimal point or comma); `null` for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d{1,3})?$/i.test(text)) return null;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}
