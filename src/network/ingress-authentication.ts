import { JobSettings } from '../configuration/said/job-settings';
import { flag } from '../facts';

/** A proxy that is asked about each request. */
export interface ExternalAuthenticationOptions {
  /** Where the ingress controller asks, such as `https://oauth2-proxy.example.com/oauth2/auth`. */
  readonly url: string;
  /**
   * Where visitors sign in.
   * @default - they are refused
   */
  readonly signInUrl?: string;
}

/** An OpenID Connect provider, for an Application Load Balancer. */
export interface AlbOidcOptions {
  /** The issuer. */
  readonly issuer: string;
  /** Its authorization endpoint. */
  readonly authorizationEndpoint: string;
  /** Its token endpoint. */
  readonly tokenEndpoint: string;
  /** Its user info endpoint. */
  readonly userInfoEndpoint: string;
  /** An existing Secret of the job's namespace with the keys `clientID` and `clientSecret`. */
  readonly secretName: string;
}

/** Who asks the visitors of an ingress who they are: Flink's REST API asks nobody. Guideline SEC-03. */
export class IngressAuthentication {
  /**
   * ingress-nginx asks a proxy, such as oauth2-proxy, about each request.
   *
   * @example
   * const authentication = IngressAuthentication.nginxExternal({
   *   url: 'https://auth.example.com/oauth2/auth',
   *   signInUrl: 'https://auth.example.com/oauth2/start',
   * });
   */
  public static nginxExternal({ url, signInUrl }: ExternalAuthenticationOptions): IngressAuthentication {
    return new IngressAuthentication({
      'nginx.ingress.kubernetes.io/auth-url': url,
      ...(signInUrl === undefined ? {} : { 'nginx.ingress.kubernetes.io/auth-signin': signInUrl }),
    }, NGINX);
  }

  /**
   * ingress-nginx asks for a name and password.
   *
   * @param secretName an existing Secret of the job's namespace with a file of `htpasswd` under the key `auth`
   *
   * @example
   * const authentication = IngressAuthentication.nginxBasic('flink-users');
   */
  public static nginxBasic(secretName: string): IngressAuthentication {
    return new IngressAuthentication({
      'nginx.ingress.kubernetes.io/auth-type': 'basic',
      'nginx.ingress.kubernetes.io/auth-secret': secretName,
      'nginx.ingress.kubernetes.io/auth-realm': 'Flink',
    }, NGINX);
  }

  /**
   * Traefik passes each request through a Middleware that authenticates, such as a ForwardAuth.
   *
   * @param name the Middleware
   * @param namespace its namespace
   *
   * @example
   * const authentication = IngressAuthentication.traefikMiddleware('oauth', 'traefik');
   */
  public static traefikMiddleware(name: string, namespace: string): IngressAuthentication {
    return new IngressAuthentication({ 'traefik.ingress.kubernetes.io/router.middlewares': `${namespace}-${name}@kubernetescrd` });
  }

  /**
   * An Application Load Balancer of Amazon signs visitors in.
   *
   * @example
   * const authentication = IngressAuthentication.albOidc({
   *   issuer: 'https://login.example.com',
   *   authorizationEndpoint: 'https://login.example.com/authorize',
   *   tokenEndpoint: 'https://login.example.com/token',
   *   userInfoEndpoint: 'https://login.example.com/userinfo',
   *   secretName: 'flink-oidc',
   * });
   */
  public static albOidc({ issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, secretName }: AlbOidcOptions): IngressAuthentication {
    return new IngressAuthentication({
      'alb.ingress.kubernetes.io/auth-type': 'oidc',
      'alb.ingress.kubernetes.io/auth-idp-oidc': JSON.stringify({ issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, secretName }),
      'alb.ingress.kubernetes.io/auth-on-unauthenticated-request': 'authenticate',
    }, ALB);
  }

  /**
   * Anybody else.
   *
   * @param annotations what the controller reads, if anything
   * @param statement who authenticates, and how: it travels with the manifest, and silences SEC-03
   *
   * @example
   * const authentication = IngressAuthentication.other(
   *   { 'haproxy.org/auth-type': 'basic-auth', 'haproxy.org/auth-secret': 'flink-users' },
   *   'HAProxy requires a user name and password',
   * );
   */
  public static other(annotations: { readonly [annotation: string]: string }, statement: string): IngressAuthentication {
    return new IngressAuthentication({ ...annotations }, {}, statement);
  }

  private constructor(
    private readonly annotations: { readonly [annotation: string]: string },
    /** By which the controller comes over TLS to a REST API that speaks it. */
    private readonly overTls: { readonly [annotation: string]: string } = {},
    private readonly statement?: string) {}

  /** @internal */
  public _annotations(settings: JobSettings): { readonly [annotation: string]: string } {
    const { annotations, statement } = this;
    if (statement?.trim() === '') {
      settings.refuse('SEC-03', 'ingress.authentication.statement', statement, 'does not say who authenticates visitors', 'Write who does, and how');
    } else if (statement !== undefined) {
      settings.notes.acknowledgements.push({ id: 'SEC-03', reason: statement });
    }
    for (const [annotation, value] of Object.entries(annotations)) {
      if (!value) settings.refuse('SEC-03', `ingress.authentication['${annotation}']`, value, 'is empty', 'Write what the ingress controller is to read');
    }
    return flag(settings, 'security.ssl.rest.enabled') ? { ...this.overTls, ...annotations } : annotations;
  }
}

const NGINX = { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' };
const ALB = { 'alb.ingress.kubernetes.io/backend-protocol': 'HTTPS' };
