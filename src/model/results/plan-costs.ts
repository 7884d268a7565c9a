import type { DeviceKind } from '../device.ts';

/** Network, storage, power and money of one device. */
export interface DeviceCosts {
  readonly id: string;
  readonly bitrateMbps: number;
  /** What it records within its retention, GB (10⁹ bytes); 0 where it records nothing. */
  readonly storageGigabytes: number;
  readonly powerWatts: number;
  /** Least PoE class that carries it; `over`: none does; null: not powered over Ethernet. */
  readonly poe: 'af' | 'at' | 'bt3' | 'bt4' | 'over' | null;
  readonly capital: number;
  readonly yearly: number;
  /** What is missing or does not fit, one or more sentences. */
  readonly remark: string | null;
}

export interface LinkCheck {
  readonly id: string;
  readonly lengthMeters: number;
  readonly loadMbps: number;
  readonly capacityMbps: number;
  /** Radio only: least share of the first Fresnel zone's radius clear along the path, at most 1; negative where the line is cut. */
  readonly fresnelClear: number | null;
  /** Metres from `from` to the place where it is least clear. */
  readonly worstAtMeters: number | null;
  readonly problem: string | null;
}

export interface NodeCheck {
  readonly id: string;
  readonly devices: number;
  /** Of its own devices and of all nodes whose way to the centre leads through it. */
  readonly loadMbps: number;
  /** What the PoE classes of its devices may draw at its ports. */
  readonly poeWatts: number;
  readonly problem: string | null;
}

export interface FeedCheck {
  readonly id: string;
  readonly devices: number;
  /** Of the devices that hang on it themselves. */
  readonly loadWatts: number;
  readonly capacityWatts: number;
  readonly problem: string | null;
}

export interface BillLine {
  readonly item: string;
  readonly kind: DeviceKind | 'network' | 'power';
  readonly count: number;
  readonly unitPrice: number;
  readonly installation: number;
  readonly total: number;
  readonly yearly: number;
  readonly source: string;
}

export interface PlanCosts {
  readonly currency: string;
  readonly devices: readonly DeviceCosts[];
  readonly nodes: readonly NodeCheck[];
  readonly links: readonly LinkCheck[];
  readonly feeds: readonly FeedCheck[];
  readonly bill: readonly BillLine[];
  readonly capital: number;
  readonly yearly: number;
  readonly bitrateMbps: number;
  readonly storageGigabytes: number;
  readonly powerWatts: number;
}
