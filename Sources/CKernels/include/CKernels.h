#pragma once

#include "descriptor.h"
#include "fingerprint.h"
#include "registration.h"
#include "hamming.h"
#include "quality.h"
#include "vectors.h"
#include "resize.h"
#include "vector_graph.h"
