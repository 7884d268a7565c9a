/** One entry of the palette. */
export function action(id: string, label: string, onClick: () => void, keywords = '', description?: string) {
  return { id, label, keywords, onClick, ...(description === undefined ? {} : { description }) };
}
