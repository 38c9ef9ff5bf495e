#include "CTransfer.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct semblance_transfer {
  CURL *easy;
};

// libcurl wants to be started by one thread before all others.
static pthread_once_t started = PTHREAD_ONCE_INIT;
static CURLcode start_status = CURLE_FAILED_INIT;

static void start(void) { start_status = curl_global_init(CURL_GLOBAL_DEFAULT); }

semblance_transfer *semblance_transfer_new(void) {
  pthread_once(&started, start);
  if (start_status != CURLE_OK) return NULL;
  semblance_transfer *transfer = calloc(1, sizeof *transfer);
  if (transfer == NULL) return NULL;
  transfer->easy = curl_easy_init();
  if (transfer->easy == NULL) {
    free(transfer);
    return NULL;
  }
  return transfer;
}

void semblance_transfer_free(semblance_transfer *transfer) {
  curl_easy_cleanup(transfer->easy);
  free(transfer);
}

static size_t head_line(char *line, size_t size, size_t count, void *request) {
  const semblance_transfer_request *r = request;
  return r->head(r->context, line, size * count) ? size * count : 0;
}

static size_t body_bytes(char *bytes, size_t size, size_t count, void *request) {
  const semblance_transfer_request *r = request;
  return r->body(r->context, (const uint8_t *)bytes, size * count) ? size * count : 0;
}

static int progress(void *request, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  const semblance_transfer_request *r = request;
  return r->goes_on(r->context) ? 0 : 1;
}

static semblance_transfer_outcome outcome(CURLcode code) {
  switch (code) {
    case CURLE_OK: return semblance_transfer_done;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK: return semblance_transfer_stopped;
    case CURLE_COULDNT_RESOLVE_HOST: return semblance_transfer_unresolved;
    case CURLE_COULDNT_CONNECT: return semblance_transfer_unconnected;
    case CURLE_OPERATION_TIMEDOUT: return semblance_transfer_stalled;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return semblance_transfer_cut;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR: return semblance_transfer_untrusted;
    case CURLE_SSL_CACERT_BADFILE: return semblance_transfer_no_certificates;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY: return semblance_transfer_proxy;
    default: return semblance_transfer_failed;
  }
}

static void set_options(CURL *easy, const semblance_transfer_request *r, char *message) {
  const char *protocols = r->is_plain ? "http" : "https";
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt(easy, CURLOPT_URL, r->url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, r->agent);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, r->connect_seconds);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, r->stall_seconds);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 1L << 17);
  if (r->certificates) curl_easy_setopt(easy, CURLOPT_CAINFO, r->certificates);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, head_line);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, (void *)r);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body_bytes);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)r);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, (void *)r);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

// The head that a request for bytes has beside what libcurl writes; NULL when memory is out.
static struct curl_slist *fields(const semblance_transfer_request *r) {
  struct curl_slist *list = curl_slist_append(NULL, "Accept-Encoding: identity");
  if (list == NULL || r->offset <= 0) return list;
  char line[1024];
  snprintf(line, sizeof line, "Range: bytes=%lld-", (long long)r->offset);
  struct curl_slist *longer = curl_slist_append(list, line);
  if (longer != NULL && r->validator != NULL) {
    snprintf(line, sizeof line, "If-Range: %s", r->validator);
    longer = curl_slist_append(longer, line);
  }
  if (longer == NULL) curl_slist_free_all(list);
  return longer;
}

semblance_transfer_outcome semblance_transfer_run(semblance_transfer *transfer,
                                                  const semblance_transfer_request *request,
                                                  char *message) {
  message[0] = 0;
  struct curl_slist *list = fields(request);
  if (list == NULL) return semblance_transfer_failed;
  curl_easy_reset(transfer->easy);
  set_options(transfer->easy, request, message);
  curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, list);
  CURLcode code = curl_easy_perform(transfer->easy);
  if (code != CURLE_OK && message[0] == 0)
    snprintf(message, semblance_transfer_message_size, "%s", curl_easy_strerror(code));
  curl_easy_reset(transfer->easy);
  curl_slist_free_all(list);
  return outcome(code);
}

static bool part(CURLU *url, CURLUPart what, size_t capacity, char *target) {
  char *text = NULL;
  if (curl_url_get(url, what, &text, 0) != CURLUE_OK) return false;
  size_t length = strlen(text);
  bool fits = length < capacity;
  if (fits) memcpy(target, text, length + 1);
  curl_free(text);
  return fits;
}

bool semblance_transfer_address(const char *text, const char *base, size_t capacity, char *whole,
                                char *scheme, char *host) {
  CURLU *url = curl_url();
  if (url == NULL) return false;
  unsigned int flags = CURLU_DISALLOW_USER | CURLU_URLENCODE;
  bool good = (base == NULL || curl_url_set(url, CURLUPART_URL, base, flags) == CURLUE_OK) &&
              curl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK &&
              curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
              part(url, CURLUPART_URL, capacity, whole) &&
              part(url, CURLUPART_SCHEME, capacity, scheme) &&
              part(url, CURLUPART_HOST, capacity, host);
  curl_url_cleanup(url);
  return good;
}
