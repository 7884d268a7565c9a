/**
 * Sets of devices as ways through a tree: devices are added to a set in ascending order, so equal sets end at the same node. Node 0
 * is the empty set.
 */
export class SetTree {
  private readonly parents: number[] = [0];
  private readonly devices: number[] = [-1];
  private readonly children = new Map<number, number>();
  private readonly deviceCount: number;
  /** Neighbouring cells mostly take the same step: the last one by device. */
  private readonly lastParent: Int32Array;
  private readonly lastChild: Int32Array;

  constructor(deviceCount: number) {
    this.deviceCount = deviceCount;
    this.lastParent = new Int32Array(deviceCount).fill(-1);
    this.lastChild = new Int32Array(deviceCount);
  }

  /** Number of nodes, that of the empty set included. */
  get size(): number {
    return this.parents.length;
  }

  /** The set of a node and a device above all of its own. */
  with(node: number, device: number): number {
    if (this.lastParent[device] === node) return this.lastChild[device];
    const key = node * this.deviceCount + device;
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.parents.length;
      this.parents.push(node);
      this.devices.push(device);
      this.children.set(key, child);
    }
    this.lastParent[device] = node;
    this.lastChild[device] = child;
    return child;
  }

  /** Visits the devices of a node's set, the last one first. */
  each(node: number, visit: (device: number) => void): void {
    for (let at = node; at !== 0; at = this.parents[at]) visit(this.devices[at]);
  }
}
