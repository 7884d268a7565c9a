import type { UnseenReason } from './coverage-tile.ts';

/** Sums of a plan's coverage by place and by owner, for tables and reports. */

export interface RegionSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: 'site' | 'zone' | 'street' | 'street-class';
  readonly squareMeters: number;
  /** Seen at or above each category, lowest first, m². */
  readonly seenSquareMeters: readonly number[];
  /** By two or more devices at or above each category, m². */
  readonly redundantSquareMeters: readonly number[];
  readonly portals: number;
  readonly portalsMonitored: number;
}

/** Devices of one agency or phase, counted alone. */
export interface GroupSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: 'agency' | 'phase';
  readonly devices: number;
  readonly seenSquareMeters: readonly number[];
}

export interface LaneReading {
  readonly streetId: string;
  readonly streetName: string | null;
  /** Counted from the right edge in the direction of travel. */
  readonly lane: number;
  readonly deviceId: string;
  /** Best over the lane's samples, and every factor there. */
  readonly read: number;
  readonly readAtNight: number;
  readonly factors: PlateFactors;
  readonly distanceMeters: number;
  readonly pixelsPerMeter: number;
  readonly incidenceDegrees: number;
  readonly blurPixels: number;
  readonly speedKmh: number;
  readonly x: number;
  readonly y: number;
}

/** P_read = sight · pixels · angle · blur · light · recognition · availability. */
export interface PlateFactors {
  readonly sight: number;
  readonly pixels: number;
  readonly angle: number;
  readonly blur: number;
  readonly light: number;
  readonly recognition: number;
  readonly availability: number;
}

export interface PortalState {
  readonly portalId: string;
  readonly siteId: string | null;
  readonly x: number;
  readonly y: number;
  readonly monitored: boolean;
  /** What is missing, in words; empty where it is locked and monitored. */
  readonly missing: readonly string[];
  readonly deviceIds: readonly string[];
  /** Best class of a camera that sees it; 0: none. */
  readonly seenClass: number;
}

export interface PrivacyExposure {
  readonly category: string;
  readonly facadeSquareMeters: number;
  readonly exposedSquareMeters: number;
  readonly exposedUnmaskedSquareMeters: number;
  readonly privateGroundSquareMeters: number;
  readonly exposedGroundSquareMeters: number;
  readonly exposedGroundUnmaskedSquareMeters: number;
}

export interface AcousticSummary {
  /** Ground heard by at least 1, 3 and 6 sensors, m². */
  readonly heardSquareMeters: readonly [one: number, three: number, six: number];
}

/** Everything that is summed up when the plan rests. */
export interface PlanSummary {
  readonly revision: number;
  readonly regions: readonly RegionSummary[];
  readonly groups: readonly GroupSummary[];
  readonly lanes: readonly LaneReading[];
  readonly portals: readonly PortalState[];
  readonly privacy: PrivacyExposure;
  readonly acoustic: AcousticSummary;
  readonly laneMeters: number;
  readonly laneMetersRead: number;
}

/** A stretch of ground that should be seen and is not. */
export interface BlindSpot {
  readonly id: string;
  readonly squareMeters: number;
  /** Area times the demand's weight there, for the order. */
  readonly weight: number;
  readonly x: number;
  readonly y: number;
  /** Site, zone or street it lies in. */
  readonly place: string;
  readonly reason: UnseenReason | 'no-device';
  /** Building or tree that hides it from the nearest device, and that device. */
  readonly hiddenBy: string | null;
  readonly deviceId: string | null;
}

/** A device that would cover a blind spot. */
export interface CoverProposal {
  readonly spotId: string;
  readonly model: string;
  readonly x: number;
  readonly y: number;
  readonly heightMeters: number;
  readonly headingDegrees: number;
  readonly tiltDegrees: number;
  readonly focalLengthMillimeters: number;
  readonly mountId: string | null;
  readonly gainSquareMeters: number;
  readonly price: number;
}
