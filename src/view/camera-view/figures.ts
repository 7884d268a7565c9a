import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  Group,
  InstancedMesh,
  Matrix4,
  MeshLambertMaterial,
  SphereGeometry,
  Vector3,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { CityPalette } from '../theme.ts';

/** People and cars as plain bodies, to be seen through a lens at chosen distances. */
export interface Figures {
  readonly group: Group;
  setPalette(palette: CityPalette): void;
  /** Puts a person and a car at each distance along each heading from a place; nearer than 8 m no car. */
  place(
    at: { readonly x: number; readonly y: number },
    headings: readonly number[],
    distances: readonly number[],
    groundHeight: (x: number, y: number) => number,
  ): void;
  dispose(): void;
}

/** A person, and a car of a usual size, metres. */
const personMeters = 1.8;
const car = { length: 4.4, width: 1.8, height: 1.5 } as const;
const nearestCarMeters = 8;
/** To the left and to the right of the axis, metres. */
const offsets = { person: -0.9, car: 1.9 } as const;
/** 16 heads at most, and 6 distances. */
const mostFigures = 96;

export function createFigures(): Figures {
  const group = new Group();
  group.visible = false;
  const material = new MeshLambertMaterial();
  const person = personGeometry();
  const vehicle = carGeometry();
  const people = new InstancedMesh(person, material, mostFigures);
  const cars = new InstancedMesh(vehicle, material, mostFigures);
  for (const mesh of [people, cars]) {
    mesh.frustumCulled = false;
    mesh.count = 0;
    group.add(mesh);
  }
  const matrix = new Matrix4();
  const up = new Vector3(0, 0, 1);

  return {
    group,
    setPalette(palette) {
      material.color.set(palette.figure);
    },
    place({ x, y }, headings, distances, groundHeight) {
      people.count = 0;
      cars.count = 0;
      for (const headingDegrees of headings) {
        const heading = (headingDegrees * Math.PI) / 180;
        const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
        const put = (mesh: InstancedMesh, along: number, across: number): void => {
          if (mesh.count >= mostFigures) return;
          const [px, py] = [x + along * sin + across * cos, y + along * cos - across * sin];
          matrix.makeRotationAxis(up, -heading).setPosition(px, py, groundHeight(px, py));
          mesh.setMatrixAt(mesh.count, matrix);
          mesh.count += 1;
        };
        for (const distance of distances) {
          put(people, distance, offsets.person);
          if (distance >= nearestCarMeters) put(cars, distance + car.length / 2, offsets.car);
        }
      }
      for (const mesh of [people, cars]) mesh.instanceMatrix.needsUpdate = true;
    },
    dispose() {
      for (const item of [person, vehicle, material, people, cars]) item.dispose();
    },
  };
}

/** A person on its feet at the origin, metres. */
export function personGeometry(): BufferGeometry {
  const body = new CapsuleGeometry(0.2, 1.1, 4, 10).rotateX(Math.PI / 2).translate(0, 0, 0.75);
  const head = new SphereGeometry(0.13, 12, 8).translate(0, 0, personMeters - 0.13);
  return merged([body, head]);
}

/** A car on its wheels at the origin, looking north, metres. */
export function carGeometry(): BufferGeometry {
  const lower = new BoxGeometry(car.width, car.length, 0.75).translate(0, 0, 0.62);
  const cabin = new BoxGeometry(car.width * 0.86, car.length * 0.52, 0.55).translate(0, -0.2, car.height - 0.28);
  return merged([lower, cabin]);
}

function merged(parts: readonly BufferGeometry[]): BufferGeometry {
  const geometry = mergeGeometries([...parts]);
  for (const part of parts) part.dispose();
  return geometry;
}
