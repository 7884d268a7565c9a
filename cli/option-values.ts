import { InvalidArgumentError } from 'commander';

/** Parser of an option that takes a whole number within limits. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`${option} must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Parser of an option that takes one of a few numbers. */
export function oneOfNumbers(option: string, choices: readonly number[]): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !choices.includes(value)) {
      throw new InvalidArgumentError(`${option} must be one of ${choices.join(', ')}.`);
    }
    return value;
  };
}
