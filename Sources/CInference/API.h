#pragma once

#include <stddef.h>
#include <stdint.h>

// The few entries of ONNX Runtime's C API that are used. The API is a table of functions to which
// releases only ever append, so an entry is named by its place. The places were counted in the public
// header of version 1.13; `semblance_runtime_load` asks for that version of the table, which every
// later runtime offers.

enum { SEMBLANCE_API_VERSION = 13 };

enum {
  API_GET_ERROR_MESSAGE = 2,
  API_CREATE_ENV = 3,
  API_CREATE_SESSION = 7,
  API_RUN = 9,
  API_CREATE_SESSION_OPTIONS = 10,
  API_ENABLE_CPU_MEM_ARENA = 18,
  API_DISABLE_CPU_MEM_ARENA = 19,
  API_SET_SESSION_LOG_SEVERITY = 22,
  API_SET_OPTIMIZATION_LEVEL = 23,
  API_SET_INTRA_OP_THREADS = 24,
  API_SET_INTER_OP_THREADS = 25,
  API_SESSION_INPUT_COUNT = 30,
  API_SESSION_OUTPUT_COUNT = 31,
  API_SESSION_INPUT_TYPE = 33,
  API_SESSION_OUTPUT_TYPE = 34,
  API_SESSION_INPUT_NAME = 36,
  API_SESSION_OUTPUT_NAME = 37,
  API_CREATE_TENSOR_WITH_DATA = 49,
  API_TENSOR_DATA = 51,
  API_CAST_TO_TENSOR_INFO = 55,
  API_TENSOR_ELEMENT_TYPE = 60,
  API_DIMENSION_COUNT = 61,
  API_DIMENSIONS = 62,
  API_TENSOR_TYPE_AND_SHAPE = 65,
  API_CREATE_CPU_MEMORY_INFO = 69,
  API_ALLOCATOR_FREE = 76,
  API_DEFAULT_ALLOCATOR = 78,
  API_RELEASE_STATUS = 93,
  API_RELEASE_SESSION = 95,
  API_RELEASE_VALUE = 96,
  API_RELEASE_TYPE_INFO = 98,
  API_RELEASE_TENSOR_INFO = 99,
  API_RELEASE_SESSION_OPTIONS = 100,
  API_AVAILABLE_PROVIDERS = 125,
  API_RELEASE_AVAILABLE_PROVIDERS = 126,
  API_ADD_SESSION_CONFIG_ENTRY = 130,
};

typedef void *ort_status;  // NULL for success
typedef struct { const void *const *(*get_api)(uint32_t version); const char *(*version)(void); } ort_base;

// Calls entry `place` of a table with the given argument types: ORT_CALL(api, API_X, (int, void *))(1, p).
#define ORT_CALL(api, place, types) ((ort_status(*) types)(api)[place])
#define ORT_RELEASE(api, place, object) (((void (*)(void *))(api)[place])(object))
