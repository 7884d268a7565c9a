import { drive } from '#jobs/drive.ts';
import type { Outcome, Problem } from '#model/result.ts';
import { catalogueLimit } from '#model/scenario.ts';
import { devicesOfSurveillance } from '#scene/devices/existing-devices.ts';
import { guessDeviceMapping } from '#scene/devices/guess-device-mapping.ts';
import { type OpenedDeviceTable, openDeviceTable } from '#scene/devices/open-device-table.ts';
import { readDevices } from '#scene/devices/read-devices.ts';
import { readModels } from '#scene/devices/read-models.ts';
import { writeDevicesCsv, writeDevicesGeojson } from '#scene/devices/write-devices.ts';
import { roomFor } from '#state/device-edits.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import { download, fileStem } from './download.ts';
import type { Notifier } from './notices.ts';

export interface DeviceFileParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly notifier: Notifier;
}

type DeviceFileCommands = Pick<
  Commands,
  'importDevices' | 'importModels' | 'answerDeviceTable' | 'importSurveillance' | 'exportDevices'
>;

/** A table of this size holds far more devices than a plan takes, bytes. */
const largestTable = 64 * 1024 ** 2;

/** Where devices and catalogue models come from and what they go out as. */
export function createDeviceFileCommands({ plan, session, notifier }: DeviceFileParts): DeviceFileCommands {
  let waiting: OpenedDeviceTable | null = null;

  const textOf = async (file: File): Promise<string | null> => {
    if (file.size <= largestTable) return file.text();
    notifier.say('bad', 'table-too-large', `${file.name} is larger than 64 MB, which no table of devices is.`);
    return null;
  };

  /** Runs steps in between which the page answers, and tells what went wrong. */
  const run = async <T>(label: string, steps: Generator<number, Outcome<T>>): Promise<T | null> => {
    session.patch({ task: { label, fraction: null, cancellable: false } });
    try {
      const outcome = await drive(steps, {
        onProgress: (fraction) => session.patch({ task: { label, fraction, cancellable: false } }),
      });
      if (outcome.ok) return outcome.value;
      notifier.tell('bad', outcome.problem);
    } catch (reason) {
      notifier.fail('table-failed', `${label} did not work.`, reason);
    } finally {
      session.patch({ task: null });
    }
    return null;
  };

  const tellRefused = (refused: readonly Problem[], what: string): void => {
    const [first] = refused;
    if (first === undefined) return;
    if (refused.length === 1) notifier.tell('warn', first);
    else
      notifier.say(
        'warn',
        'rows-refused',
        `${refused.length} ${what} were left out. The first (${first.place ?? 'without a place'}): ${first.sentence}`,
      );
  };

  return {
    importDevices(file) {
      const read = async (): Promise<void> => {
        const text = await textOf(file);
        const table = text === null ? null : await run(`Reading ${file.name}`, openDeviceTable(text, file.name));
        if (table === null || plan.scenario() === null) return;
        waiting = table;
        const { columns, sample, rowCount } = table;
        session.patch({
          dialog: null,
          deviceQuestion: {
            fileName: file.name,
            table: { columns, sample, rowCount },
            guess: guessDeviceMapping(table),
          },
        });
      };
      read().catch((reason: unknown) => notifier.fail('table-failed', `${file.name} could not be read.`, reason));
    },
    answerDeviceTable(mapping) {
      const table = waiting;
      const scenario = plan.scenario();
      if (mapping === null || table === null || scenario === null) {
        waiting = null;
        session.patch({ deviceQuestion: null });
        return;
      }
      void run(`Reading ${table.fileName}`, readDevices(table, mapping, scenario)).then((reading) => {
        // Where the answer did not do, the question stands.
        if (reading === null) return;
        waiting = null;
        session.patch({ deviceQuestion: null });
        tellRefused(reading.refused, 'rows');
        if (reading.devices.length === 0) return;
        plan.putDevices(`Import ${reading.devices.length} devices`, reading.devices);
        session.patch({ selection: reading.devices.map(({ id }) => id), picked: null });
        const words = reading.devices.length === 1 ? 'One device was' : `${reading.devices.length} devices were`;
        notifier.sayUndoable('devices-imported', `${words} read from ${table.fileName}.`, plan.revision());
      });
    },
    importModels(file) {
      const read = async (): Promise<void> => {
        const text = await textOf(file);
        const reading = text === null ? null : await run(`Reading ${file.name}`, readModels(text, file.name));
        const scenario = plan.scenario();
        if (reading === null || scenario === null) return;
        tellRefused(reading.refused, 'models');
        if (reading.models.length === 0) return;
        const ids = new Set([...scenario.catalogue, ...reading.models].map(({ id }) => id));
        if (ids.size > catalogueLimit) {
          const words = `With these models the plan would have ${ids.size} of its own; ${catalogueLimit} are the most.`;
          notifier.say('bad', 'catalogue-full', words);
          return;
        }
        plan.changeList('catalogue', `Import ${reading.models.length} models`, reading.models, []);
        const words = reading.models.length === 1 ? 'One model was' : `${reading.models.length} models were`;
        notifier.sayUndoable('models-imported', `${words} put into the plan’s catalogue.`, plan.revision());
      };
      read().catch((reason: unknown) => notifier.fail('models-failed', `${file.name} could not be read.`, reason));
    },
    importSurveillance(nodeIds) {
      const { city } = session.get();
      const scenario = plan.scenario();
      if (city === null || scenario === null) return;
      const known = new Set(scenario.devices.map(({ sourceId }) => sourceId));
      const wanted = nodeIds === null ? null : new Set(nodeIds);
      const nodes = city.surveillance.filter(({ id }) => !known.has(id) && (wanted === null || wanted.has(id)));
      if (nodes.length === 0) {
        notifier.say('info', 'no-new-cameras', 'Every mapped camera of this city is in the plan already.');
        return;
      }
      const { devices, notes } = devicesOfSurveillance(city, nodes);
      const room = roomFor(scenario.devices, devices.length);
      if (!room.ok) {
        notifier.tell('bad', room.problem);
        return;
      }
      if (devices.length === 0) {
        notifier.say('warn', 'no-cameras', notes[0]?.sentence ?? 'None of these nodes is a camera.');
        return;
      }
      plan.putDevices(`Take over ${devices.length} mapped devices`, devices);
      session.patch({ selection: devices.map(({ id }) => id), picked: null });
      notifier.sayUndoable(
        'surveillance-imported',
        `${devices.length} mapped devices are in the plan as existing ones; what was guessed stands in their notes.`,
        plan.revision(),
      );
    },
    exportDevices(format) {
      const scenario = plan.scenario();
      if (scenario === null) return;
      const stem = `${fileStem(scenario.name)}.devices`;
      if (format === 'csv') download(`${stem}.csv`, writeDevicesCsv(scenario), 'text/csv');
      else download(`${stem}.geojson`, writeDevicesGeojson(scenario), 'application/geo+json');
    },
  };
}
