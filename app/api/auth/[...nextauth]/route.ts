import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { makeAuthOptions } from "../auth-options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

// The options are made anew for each request: in a build there is no container, and NextAuth writes into them.
async function handle(request: NextRequest, context: Context): Promise<Response> {
  // NextAuth would let anybody write into the server's log here.
  if ((await context.params).nextauth[0] === "_log") return new Response(null, { status: 204 });
  return NextAuth(request, context, makeAuthOptions());
}

export { handle as GET, handle as POST };
