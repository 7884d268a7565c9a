import { Download } from 'lucide-react';
import type { Scenario } from '#model/scenario.ts';
import { useCommands, useSession } from '../session-context.tsx';
import { BillTable } from '../strip/bill-table.tsx';
import { CostFigures } from '../strip/cost-panel.tsx';

/** Money, network, storage and power, and all that is to be bought. */
export function CostsDialog({ scenario }: { readonly scenario: Scenario }) {
  const commands = useCommands();
  const lines = useSession((state) => state.costs?.bill.length ?? 0);
  return (
    <div className="dialog-body">
      <CostFigures scenario={scenario} />
      <section className="record-section" aria-label="What is to be bought">
        <header>
          <h3>Bill of materials</h3>
          <p className="hint">≈ is an assumption; prices are edited in the catalogue and in the network tables.</p>
          <button type="button" className="button" onClick={() => commands.openDialog('catalogue')}>
            Edit prices…
          </button>
          <button
            type="button"
            className="button"
            data-kind="primary"
            disabled={lines === 0}
            onClick={() => commands.exportBill()}
          >
            <Download size={14} strokeWidth={1.75} aria-hidden />
            Save as CSV
          </button>
        </header>
        {lines === 0 ? <p className="hint">Nothing is to be bought yet.</p> : <BillTable />}
      </section>
    </div>
  );
}
