/** What several records have in common in one field: the value, or `mixed` where they differ (also of none). */
export function commonValue<T, V>(records: readonly T[], pick: (record: T) => V): V | 'mixed' {
  const [first, ...rest] = records;
  if (first === undefined) return 'mixed';
  const value = pick(first);
  return rest.every((record) => pick(record) === value) ? value : 'mixed';
}
