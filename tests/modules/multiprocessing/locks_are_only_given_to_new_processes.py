import multiprocessing as mp
import pickle

lock = mp.get_context("spawn").Lock()
try:
    pickle.dumps(lock)
except RuntimeError as e:
    print(e)  # expect: Lock objects should only be shared between processes through inheritance
