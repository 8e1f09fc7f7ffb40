/** Makes an element; texts become text nodes, so nothing that came in a message can become markup. */
export function element(tag, properties = {}, ...children) {
  const { dataset = {}, ...plain } = properties;
  const made = Object.assign(document.createElement(tag), plain);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const byId = (id) => document.getElementById(id);
