/** A person of the demo, as the sign-in page offers one. */
export interface DemoAccount {
  email: string;
  name: string;
  role: string;
  orgName: string;
}
