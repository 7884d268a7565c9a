import { type PlanList, planLists, type Scenario } from '#model/scenario.ts';
import type { StoredRecord } from './record-diff.ts';

/** The plan's own fields: one record. */
export interface PlanRecord extends StoredRecord {
  readonly id: 'plan';
  readonly type: 'plan';
  readonly value: PlanFields;
}

/** One entry of one of the plan's lists. `order` keeps the file's order, also after a removal was undone. */
export interface ListRecord<L extends PlanList = PlanList> extends StoredRecord {
  /** Name of the list, a colon, and the entry's own id. */
  readonly id: string;
  readonly type: L;
  readonly order: number;
  readonly value: Scenario[L][number];
}

export type DocumentRecord = PlanRecord | ListRecord;

/** Everything of a plan that is no list of records. */
export type PlanFields = Omit<Scenario, PlanList>;

export function recordKey(list: PlanList, id: string): string {
  return `${list}:${id}`;
}

/** Splits a plan document into records. */
export function toRecords(scenario: Scenario): readonly DocumentRecord[] {
  const plan = Object.fromEntries(Object.entries(scenario).filter(([key]) => !isPlanList(key))) as PlanFields;
  return [
    { id: 'plan', type: 'plan', value: plan },
    ...planLists.flatMap((list) => scenario[list].map((value, order) => toListRecord(list, value, order))),
  ];
}

export function toListRecord<L extends PlanList>(list: L, value: Scenario[L][number], order: number): ListRecord {
  return { id: recordKey(list, value.id), type: list, order, value };
}

/**
 * Puts a plan document together; null when there is no plan record. Lists that are not in `changed` stay the same arrays as in
 * `before`.
 */
export function toScenario(
  records: readonly DocumentRecord[],
  before: Scenario | null = null,
  changed: ReadonlySet<PlanList> = new Set(planLists),
): Scenario | null {
  const plan = records.find((record) => record.type === 'plan');
  if (plan === undefined) return null;
  const byList = new Map<PlanList, ListRecord[]>(planLists.map((list) => [list, []]));
  for (const record of records) if (record.type !== 'plan') byList.get(record.type)?.push(record);
  const lists = Object.fromEntries(
    planLists.map((list) => {
      if (before !== null && !changed.has(list)) return [list, before[list]];
      const entries = (byList.get(list) ?? []).sort(inOrder);
      return [list, entries.map(({ value }) => value)];
    }),
  ) as Pick<Scenario, PlanList>;
  return { ...plan.value, ...lists };
}

function isPlanList(key: string): key is PlanList {
  return (planLists as readonly string[]).includes(key);
}

function inOrder(a: ListRecord, b: ListRecord): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}
