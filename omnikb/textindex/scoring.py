"""x"""
PARAMETERS = {"k1": 1}
