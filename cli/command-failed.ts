/** Ends a command with a message that says what to do; anything else that is thrown is a bug and shows its stack. */
export class CommandFailed extends Error {}
