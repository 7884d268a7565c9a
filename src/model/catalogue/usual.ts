/** Source of figures that come from no data sheet. */
export const usual = 'assumption: usual values of the class';
