/** Corners after which a pause is due: about as many as some hundred ways have, a few milliseconds of work. */
const cornersAtOnce = 4_000;
/** What every way costs beside its corners. */
const cornersPerWay = 8;

/** Tells when a loop over ways has done enough for a pause, by their corners: a few long ways weigh as much as many short ones. */
export class Pace {
  #corners = 0;

  /** Counts a way of so many corners; true where a pause is due. */
  due(corners: number): boolean {
    this.#corners += corners + cornersPerWay;
    if (this.#corners < cornersAtOnce) return false;
    this.#corners = 0;
    return true;
  }
}
