import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { makeAuthOptions } from "../auth-options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

// The options are made anew for each request: in a build there is no container, and NextAuth writes into them.
async function handle(request: NextRequest, context: Context): Promise<Response> {
  // NextAuth would let anybody write into the server's log here.
  if ((await context.params).nextauth[0] === "_log") return new Response(null, { status: 204 });
  try {
    return await NextAuth(request, context, makeAuthOptions());
  } catch (error) {
    // NextAuth reads the body unguarded.
    if (error instanceof SyntaxError) return new Response("the body is not JSON", { status: 400 });
    throw error;
  }
}

export { handle as GET, handle as POST };
