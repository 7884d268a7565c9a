import type { DeviceContext } from './device-context.ts';
import type { FacadeLedger } from './facade-ledger.ts';
import type { HeldDevice } from './held-devices.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { PlanBoard } from './plan-board.ts';

/** What an engine has merged, for results and summaries; they change nothing of it. */
export interface CoverageState {
  readonly context: DeviceContext;
  readonly devices: ReadonlyMap<string, HeldDevice>;
  readonly book: LedgerBook;
  readonly facades: FacadeLedger;
  readonly board: PlanBoard;
}
