import { AmbientLight, Color, DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';
import { type SunPosition, studioSunPosition } from '#state/sun-position.ts';
import type { CityPalette } from '../theme.ts';
import { daylight } from './daylight.ts';

/**
 * Light of the city. A moving frame has the sun with its shadow and an even sky; a resting frame is one of many, each with the
 * sun a little elsewhere on its disc and the sky's light from one direction with its shadow, which averages to soft light.
 */
export interface CityLights {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  /** Where the sun stands, and whether it casts shadows. */
  setSun(position: SunPosition, shadows: boolean): void;
  /** Sets up a moving frame around a point seen from `distance` metres. */
  moving(x: number, y: number, z: number, distance: number): void;
  /** Sets up sample `index` of `count`. */
  resting(index: number, count: number): void;
  /** What throws shadows has changed. */
  refreshShadow(): void;
  dispose(): void;
}

/** Radius of the disc that the sun is spread over, degrees: wider than the real one, for soft edges. */
const sunSpreadDegrees = 2.6;
/** Lowest that the light is drawn from, degrees. */
const lowestSunDegrees = 2;
/** Lowest sine of elevation that the sky's light comes from. */
const lowestSkySine = 0.14;
/** The sky's shadows are averaged over many directions: a coarser map does. */
const shadowMapPixels = { sun: 2048, sky: 1024 } as const;
/** Half side of the square with shadows, as a share of the distance to the target. */
const shadowReach = 0.75;
/** Mean of the sky's light on level ground against one of its samples, less what buildings hide of it on average. */
const evenSkyShare = 0.57 * 0.88;

const eveningSun = '#ffb070';
const nightSky = '#8ea4cc';
/** What is left of the sky's light at night. */
const nightShare = 0.2;

const radians = Math.PI / 180;
const goldenAngleDegrees = 137.508;

export function createCityLights(): CityLights {
  const group = new Group();
  const sun = createShadowLight(shadowMapPixels.sun);
  const sky = createShadowLight(shadowMapPixels.sky);
  const evenSky = new HemisphereLight();
  evenSky.position.set(0, 0, 1);
  evenSky.groundColor.set(0x000000);
  const ambient = new AmbientLight();
  group.add(sun, sun.target, sky, sky.target, evenSky, ambient);
  const centre = new Vector3(Number.NaN, 0, 0);
  let reach = 0;
  let atRest = true;
  let position = studioSunPosition;
  let palette: CityPalette | null = null;

  const colorLights = (): void => {
    if (palette === null) return;
    const { light } = palette;
    const day = daylight(position.elevationDegrees);
    sun.color.set(light.sun).lerp(new Color(eveningSun), day.evening);
    sun.intensity = light.sunIntensity * day.sun;
    sun.visible = day.sun > 0;
    const night = 1 - day.sky;
    for (const [item, color, intensity] of [
      [sky, light.sky, light.skyIntensity],
      [evenSky, light.sky, light.skyIntensity * evenSkyShare],
      [ambient, light.ambient, light.ambientIntensity],
    ] as const) {
      item.color.set(color).lerp(new Color(nightSky), night * 0.6);
      item.intensity = intensity * (nightShare + (1 - nightShare) * day.sky);
    }
  };

  const place = (light: DirectionalLight, azimuthDegrees: number, elevationDegrees: number): void => {
    const azimuth = azimuthDegrees * radians;
    // Lower, shadows would be longer than the map is wide.
    const elevation = Math.max(lowestSunDegrees, elevationDegrees) * radians;
    const away = 2.5 * reach;
    light.target.position.copy(centre);
    light.position.set(
      centre.x + Math.sin(azimuth) * Math.cos(elevation) * away,
      centre.y + Math.cos(azimuth) * Math.cos(elevation) * away,
      centre.z + Math.sin(elevation) * away,
    );
    light.updateMatrixWorld();
    light.target.updateMatrixWorld();
    light.shadow.needsUpdate = true;
  };

  const fit = (): void => {
    for (const { shadow } of [sun, sky]) {
      Object.assign(shadow.camera, {
        left: -reach,
        right: reach,
        top: reach,
        bottom: -reach,
        near: 0.2 * reach,
        far: 5 * reach,
      });
      shadow.camera.updateProjectionMatrix();
      // Both grow with a texel of the map; measured at 430 m: 0.35 m along the normal, 1.4 m along the ray.
      shadow.normalBias = (0.35 * reach * 2048) / (430 * shadow.mapSize.x);
      shadow.bias = -1.4 / 430 / 4.8;
    }
  };

  return {
    group,
    setPalette(next) {
      palette = next;
      colorLights();
    },
    setSun(next, shadows) {
      position = next;
      sun.castShadow = shadows;
      atRest = true;
      colorLights();
    },
    moving(x, y, z, distance) {
      const wanted = Math.min(4000, Math.max(60, distance * shadowReach));
      const strayed = Math.hypot(x - centre.x, y - centre.y, z - centre.z) > 0.15 * reach;
      const scaled = wanted > 1.25 * reach || wanted < 0.6 * reach;
      sky.visible = false;
      evenSky.visible = true;
      if (!(strayed || scaled || atRest || Number.isNaN(centre.x))) return;
      if (strayed || scaled || Number.isNaN(centre.x)) {
        centre.set(x, y, z);
        reach = wanted * 1.12;
        fit();
      }
      place(sun, position.azimuthDegrees, position.elevationDegrees);
      atRest = false;
    },
    resting(index, count) {
      sky.visible = true;
      evenSky.visible = false;
      atRest = true;
      const spread = Math.sqrt((index + 0.5) / count) * sunSpreadDegrees;
      const turn = index * 2.39996;
      const { azimuthDegrees, elevationDegrees } = position;
      // Near the zenith a step of azimuth is short: as many degrees of azimuth as make up the spread.
      const azimuth = azimuthDegrees + (spread * Math.cos(turn)) / Math.max(0.1, Math.cos(elevationDegrees * radians));
      place(sun, azimuth, elevationDegrees + spread * Math.sin(turn));
      // A stride through the elevations, so that every first few samples already look like the whole sky.
      const step = ((index * 11) % count) + 0.5;
      const sine = lowestSkySine + (1 - lowestSkySine) * (step / count);
      place(sky, (index * goldenAngleDegrees) % 360, Math.asin(sine) / radians);
    },
    refreshShadow() {
      sun.shadow.needsUpdate = true;
    },
    dispose() {
      sun.dispose();
      sky.dispose();
    },
  };
}

function createShadowLight(pixels: number): DirectionalLight {
  const light = new DirectionalLight();
  light.castShadow = true;
  light.shadow.mapSize.set(pixels, pixels);
  light.shadow.autoUpdate = false;
  light.shadow.camera.up.set(0, 0, 1);
  return light;
}
