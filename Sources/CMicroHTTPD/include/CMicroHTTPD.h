#pragma once

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

// What Swift cannot call of libmicrohttpd by itself: the start, whose arguments are variadic, and the
// readings of unions.

#pragma clang assume_nonnull begin

/// How a server runs. Callbacks are made on libmicrohttpd's own threads.
typedef struct {
  /// Already bound and listening; closed by the daemon when it stops.
  int listening_socket;
  unsigned int threads;
  unsigned int connection_limit;
  unsigned int connections_per_address;
  /// Seconds without a byte in either direction until a connection is closed.
  unsigned int idle_timeout;
  /// Bytes of a request's head, and of the buffer through which its body goes.
  size_t connection_memory;
  /// PEM texts; NULL for plain HTTP.
  const char *_Nullable certificate;
  const char *_Nullable private_key;
  void *_Nullable context;
  void *_Nullable (*_Nonnull target)(void *_Nullable context, const char *_Nonnull target,
                                     struct MHD_Connection *_Nonnull connection);
  MHD_AccessHandlerCallback _Nonnull access;
  MHD_RequestCompletedCallback _Nonnull completed;
  MHD_NotifyConnectionCallback _Nonnull connection_changed;
} semblance_http_settings;

/// Starts a daemon; NULL when it cannot, after which the caller still owns the socket.
struct MHD_Daemon *_Nullable semblance_http_start(const semblance_http_settings *settings);

/// The socket of a connection; -1 when it has none.
int semblance_http_socket(struct MHD_Connection *connection);

/// The numeric address of a connection's other end, NUL-terminated; false when it has none.
bool semblance_http_peer(struct MHD_Connection *connection, char *address, size_t capacity);

/// A socket that listens on a numeric address; -1 with `errno` set when it cannot. `port` 0 takes any
/// free one and is overwritten with it.
int semblance_http_listen(const char *address, uint16_t *port);

#pragma clang assume_nonnull end
