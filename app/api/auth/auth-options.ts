import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { refuse, refuseInvalid } from "#lib/contract/problem";
import { type Container, getContainer } from "#server/container";

type SignInOrigin = Parameters<Container["authenticator"]["signIn"]>[1];

declare module "next-auth" {
  interface User {
    /** Id of the session's row. */
    sid?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** Id of the session's row. */
    sid?: string;
  }
}

/** The header in which the HTTP server writes the address of the connection, over whatever a client sent there. */
const addressHeader = "x-signalbox-address";

/** As long as a session's row lives; the row's end is what counts. */
const sessionSeconds = 30 * 24 * 60 * 60;

/**
 * NextAuth's part is the cookie and its CSRF check. Who may sign in, and whether a session lives, the authenticator
 * decides: the token carries the id of the session's row (`sid`) and nothing else that anyone relies on.
 * The secret and the public address are `NEXTAUTH_SECRET` and `NEXTAUTH_URL`, which the server sets before Next starts.
 */
export function makeAuthOptions(): AuthOptions {
  const container = getContainer();
  const { authenticator, config, logger } = container;
  return {
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "Email and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const answer = await signIn(container, credentials, originOf(request.headers));
          // NextAuth hands the message on as `error` of the page's signIn(): the code, then when to try again and the like.
          if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
          const { sessionId, userId, name, email } = answer.value;
          return { id: userId, name, email, sid: sessionId };
        },
      }),
    ],
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: config.publicUrl.startsWith("https://"),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    callbacks: {
      // Only the path of a wish counts: nobody is sent to another site, and one that is no address is no error.
      redirect({ url, baseUrl }) {
        if (!URL.canParse(url, baseUrl)) return baseUrl;
        const { pathname, search, hash } = new URL(url, baseUrl);
        return new URL(baseUrl).origin + pathname + search + hash;
      },
      async jwt({ token, user, trigger }) {
        if (trigger === "signIn" && user.sid !== undefined) return { ...token, sid: user.sid };
        // A refusal makes NextAuth take the cookie away, so that a browser does not go on with an ended session.
        const session = await authenticator.resume(token.sid ?? "").catch((error: unknown) => {
          // A failing database must not take anybody's cookie.
          logger.error({ err: error }, "the session behind a cookie could not be looked up");
          return null;
        });
        if (session?.ok === false) throw new Error(session.code);
        return token;
      },
    },
    events: {
      async signOut({ token }) {
        // Null where the cookie was not readable, whatever the declaration says.
        const sessionId = (token as JWT | null)?.sid;
        if (sessionId !== undefined) await authenticator.endSession(sessionId, "signed-out");
      },
    },
    logger: {
      // An unreadable or ended session is a client's affair, and no error of ours.
      error: (code, metadata) => {
        const { message } = metadata instanceof Error ? metadata : metadata.error;
        logger.warn({ code, reason: message }, "next-auth");
      },
      warn: (code) => logger.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

const credentialsSchema = z.object({ email: z.string(), password: z.string() });

async function signIn({ authenticator, logger }: Container, credentials: unknown, origin: SignInOrigin) {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return refuseInvalid(parsed.error);
  try {
    return await authenticator.signIn(parsed.data, origin);
  } catch (error) {
    // NextAuth would put the failure's own words, a query with its parameters perhaps, into the page's address.
    logger.error({ err: error }, "a sign-in failed");
    return refuse("internal", "The sign-in failed. Try again.");
  }
}

function originOf(headers: Record<string, unknown> | undefined): SignInOrigin {
  return { address: textOf(headers?.[addressHeader]), userAgent: textOf(headers?.["user-agent"]) };
}

function textOf(header: unknown): string | undefined {
  return typeof header === "string" && header !== "" ? header : undefined;
}
