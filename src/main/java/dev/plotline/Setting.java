package dev.plotline;

/// Every setting, with its default and what it means; the README's table is the same.
enum Setting {
  PORT("3000", "HTTP port"),
  PLOTLINE_BIND("127.0.0.1", "address to listen on"),
  PLOTLINE_PUBLIC_URL(
      "", "how the outside reaches PORT, `https://…`; links to local files then begin so"),
  PLOTLINE_ADMIN_PORT("3001", "loopback port for `/status`, `/invocations` and `/ping`"),
  PLOTLINE_HOME("~/.plotline", "where local files, the Python environment and caches live"),
  PLOTLINE_LOCAL("", "parts to run on this machine although S3_BUCKET is set: `model,code,files`"),
  PLOTLINE_RUNTIME("off", "`on` serves `/invocations` and `/ping` on PORT and all addresses"),
  PLOTLINE_NOTES("", "the administrator's notes for the model: fiscal year, currency, house style"),
  PLOTLINE_ADMINS("", "user ids of those who may reset and delete anywhere, with commas"),
  PLOTLINE_DEBUG("off", "`on` adds `debug_info` to tool results"),
  PLOTLINE_MAX_FILE(
      "250MB", "largest file taken in; with local code no more than PLOTLINE_SANDBOX_FILE"),
  PLOTLINE_LINK_LIFE("1h", "how long links open"),
  PLOTLINE_KEEP("30d", "how long threads in which nothing happens are kept, with their files"),
  PLOTLINE_STEPS("20", "model calls in one turn"),
  PLOTLINE_TURN_TIME("10m", "time for one turn"),
  PLOTLINE_TURN_TOKENS("1000000", "tokens read and written in one turn, the cache's included"),
  PLOTLINE_ANSWER_TOKENS("8192", "tokens that the model may write at once"),
  PLOTLINE_CODE_TIME("5m", "time for one run of code"),
  PLOTLINE_SESSION_LIFE("1h", "life of a Code Interpreter session, at most 8h"),
  PLOTLINE_SESSION_IDLE("15m", "idle time after which a session is ended"),
  PLOTLINE_PYTHON("", "the Python of the local sandbox, taken as it is; found or set up if empty"),
  PLOTLINE_SANDBOX("auto", "`none` runs local code without isolation"),
  PLOTLINE_SANDBOX_MEMORY("2GiB", "memory of one local session"),
  PLOTLINE_SANDBOX_PROCESSES("128", "processes and threads of one local session"),
  PLOTLINE_SANDBOX_FILE("256MiB", "largest file that local code may write"),
  PLOTLINE_SANDBOX_SPACE("1GiB", "disk space of one local session"),
  PLOTLINE_SANDBOX_FILES("20000", "files and folders of one local session"),
  PLOTLINE_SANDBOX_OUTPUT(
      "256KiB", "output kept of each stream of a local run; what is cut is announced"),
  PLOTLINE_SANDBOX_SESSIONS(
      "16", "local sessions live at one time; the least recently used gives way, its files stay"),
  SLACK_BOT_TOKEN("", "the bot's token in a Slack workspace, `xoxb-…`"),
  SLACK_SIGNING_SECRET("", "checks what Slack sends to `/slack/events`"),
  SLACK_APP_TOKEN("", "Slack by Socket Mode, which needs no public address, `xapp-…`"),
  SLACK_API_URL("https://slack.com/api/", "Slack's Web API; its host may serve files too"),
  SLACK_TEAMS("", "ids of the workspaces that are answered, with commas; all if empty"),
  SLACK_CHANNELS("", "ids of the channels that are answered; all if empty"),
  SLACK_USERS("", "ids of the people who are answered; all if empty"),
  SLACK_GUESTS("off", "`on` answers guests"),
  SLACK_CONNECT("off", "`on` answers people of other organisations"),
  SLACK_FOLLOW("on", "`off` answers in threads only when mentioned"),
  MICROSOFT_APP_ID("", "the bot's registration; set, Teams is served at `/api/messages`"),
  MICROSOFT_APP_PASSWORD("", "its client secret"),
  MICROSOFT_APP_CERTIFICATE(
      "", "in place of a secret: a PEM file with the certificate and its private key"),
  MICROSOFT_APP_TYPE("SingleTenant", "`SingleTenant` or `MultiTenant`, as it is registered"),
  MICROSOFT_APP_TENANT_ID("", "the tenant that it is registered in"),
  MICROSOFT_LOGIN_URL("https://login.microsoftonline.com/", "gives the bot its tokens"),
  MICROSOFT_OPENID_URL(
      "https://login.botframework.com/v1/.well-known/openidconfiguration",
      "leads to the keys that check what Teams sends"),
  MICROSOFT_GRAPH_URL("https://graph.microsoft.com/v1.0/", "Microsoft Graph, for files"),
  TEAMS_HOSTS(
      "smba.trafficmanager.net,*.botframework.com,*.teams.microsoft.com",
      "hosts that Teams' service may be at; only they are sent answers"),
  TEAMS_TENANTS(
      "", "ids of the organisations that are answered; MICROSOFT_APP_TENANT_ID's own if empty"),
  TEAMS_TEAMS(
      "", "ids of the teams whose channels are answered, `19:…` as in their links; all if empty"),
  TEAMS_USERS("", "directory ids of the people who are answered; all if empty"),
  TEAMS_GUESTS("off", "`on` answers guests and people of other organisations"),
  TEAMS_FOLLOW("on", "`off` answers in channel threads only when mentioned"),
  TEAMS_VERIFY(
      "on", "`off` takes what a local client sends without tokens, on loopback addresses only"),
  S3_BUCKET("", "the bucket for files; set, it means that AWS is used"),
  BEDROCK_MODEL_ID("global.anthropic.claude-sonnet-5", "the model on Bedrock"),
  CODE_INTERPRETER_ID("aws.codeinterpreter.v1", "the Code Interpreter on AgentCore"),
  CODE_INTERPRETER_NETWORK(
      "sandbox", "what its sessions reach: `sandbox` no internet, `public` the internet"),
  AWS_REGION("", "as in every AWS SDK, with the credentials and AWS_ENDPOINT_URL_*");

  final String value;
  final String meaning;

  Setting(String value, String meaning) {
    this.value = value;
    this.meaning = meaning;
  }
}
