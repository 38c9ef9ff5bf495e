#pragma once

#include "hamming.h"
