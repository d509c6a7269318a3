export type MessageData = Readonly<Record<string, string | number | boolean>>;

/** Fills the `{name}` places of messages; each text is taken apart once. Places without data stay as they are. */
export class MessageTemplates {
  /** Texts between places and names of places in turn. */
  readonly #parts = new Map<string, readonly string[]>();

  fill(message: string, data: MessageData = NO_DATA): string {
    let parts = this.#parts.get(message);
    if (parts === undefined) {
      parts = message.split(/\{([a-zA-Z]+)\}/);
      this.#parts.set(message, parts);
    }
    let filled = parts[0] ?? '';
    for (let index = 1; index < parts.length; index += 2) {
      const name = parts[index] ?? '';
      filled += `${Object.hasOwn(data, name) ? String(data[name]) : `{${name}}`}${parts[index + 1] ?? ''}`;
    }
    return filled;
  }
}

const NO_DATA: MessageData = {};
