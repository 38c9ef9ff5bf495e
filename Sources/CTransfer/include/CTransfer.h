#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What Swift cannot call of libcurl by itself: its options are variadic. A transfer belongs to one
// thread at a time; different transfers may run on different threads.

#pragma clang assume_nonnull begin

/// A connection that is kept between requests to one host.
typedef struct semblance_transfer semblance_transfer;

/// To be given to `semblance_transfer_free`; NULL when memory is out or libcurl does not start.
semblance_transfer *_Nullable semblance_transfer_new(void);

void semblance_transfer_free(semblance_transfer *transfer);

/// How a request ended, whatever the server's status was.
typedef enum : int32_t {
  semblance_transfer_done,
  /// A callback asked to stop.
  semblance_transfer_stopped,
  semblance_transfer_unresolved,
  semblance_transfer_unconnected,
  /// No bytes for as long as the request allows.
  semblance_transfer_stalled,
  /// The connection ended before the answer did.
  semblance_transfer_cut,
  /// The server cannot prove who it is.
  semblance_transfer_untrusted,
  /// The file of trusted certificates cannot be read.
  semblance_transfer_no_certificates,
  semblance_transfer_proxy,
  semblance_transfer_failed,
} semblance_transfer_outcome;

/// A GET. Redirects are not followed, so that the caller judges each address.
typedef struct {
  const char *url;
  /// Whether it is plain HTTP; otherwise only HTTPS is spoken.
  bool is_plain;
  /// The first byte wanted; above 0 the request asks for a range.
  int64_t offset;
  /// What the range depends on (`If-Range`): an entity tag or a date; NULL for nothing.
  const char *_Nullable validator;
  /// A PEM file of trusted certificates; NULL for the system's.
  const char *_Nullable certificates;
  const char *agent;
  long connect_seconds;
  /// Seconds without a byte until the request counts as stalled.
  long stall_seconds;
  void *_Nullable context;
  /// One line of the answer's head, its CRLF included; false stops.
  bool (*_Nonnull head)(void *_Nullable context, const char *_Nonnull line, size_t count);
  /// Bytes of the body; false stops.
  bool (*_Nonnull body)(void *_Nullable context, const uint8_t *_Nonnull bytes, size_t count);
  /// Asked about once a second and when bytes come; false stops.
  bool (*_Nonnull goes_on)(void *_Nullable context);
} semblance_transfer_request;

/// Room for libcurl's own words, their NUL included.
enum { semblance_transfer_message_size = 256 };

/// Sends a request and waits for its end. `message` gets libcurl's words when it fails.
semblance_transfer_outcome semblance_transfer_run(semblance_transfer *transfer,
                                                  const semblance_transfer_request *request,
                                                  char *message);

/// Understands an address as libcurl does, relative to `base` where there is one, and writes it
/// whole (without a fragment), its scheme and its host, NUL-terminated, each into `capacity` bytes.
/// False for what is none, for one that names a user, and for one that is too long.
bool semblance_transfer_address(const char *text, const char *_Nullable base, size_t capacity,
                                char *whole, char *scheme, char *host);

#pragma clang assume_nonnull end
