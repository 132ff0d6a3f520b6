/**
 * Words a refused sign-in. NextAuth hands on what the server threw: a code of the contract, followed by `: ` and the
 * server's own sentence where there is more to say (when to try again). Never tells which half of the pair was wrong.
 */
export function signInRefusalText(error: string): string {
  const separator = error.indexOf(": ");
  const code = separator < 0 ? error : error.slice(0, separator);
  const sentence = separator < 0 ? null : error.slice(separator + 2);
  switch (code) {
    case "wrong-credentials":
    case "CredentialsSignin":
      return "That email and password do not belong together.";
    case "rate-limited":
      return sentence ?? "Too many failed sign-ins. Try again in a few minutes.";
    case "forbidden":
      return sentence ?? "This account is not a member of any organization.";
    default:
      return "The sign-in did not work, through no fault of yours. Please try again.";
  }
}

/** Why somebody who was signed in is asked to sign in again, by the session's end or the handshake's refusal. */
export function sessionEndText(reason: string): string {
  switch (reason) {
    case "revoked":
    case "session-revoked":
      return "Your session was ended by an administrator, or from another device.";
    case "expired":
    case "session-expired":
      return "Your session has expired.";
    case "signed-out":
      return "You are signed out.";
    case "removed":
      return "You are no longer a member of the organization that this session was in.";
    case "protocol-unsupported":
      return "Signalbox was updated. Reload the page to go on.";
    default:
      return "Please sign in to go on.";
  }
}
